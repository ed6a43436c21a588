// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.metergate.output.homeassistant.KnownQuantity;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;

/**
 * What is known of one meter beside its values: the number and type that it gives itself, and each
 * quantity that was sent. Meters send lists of different content in turn, so it gathers and never
 * forgets a quantity. One thread.
 */
final class MeterInfo {
  private final Map<String, KnownQuantity> quantities = new TreeMap<>();
  private final List<String> series = new ArrayList<>();
  private MeterRef meter;
  private boolean undecided;
  private Instant newest = Instant.MIN;
  private String model = "";

  MeterInfo(MeterRef meter) {
    this.meter = meter;
  }

  /**
   * Takes in a reading.
   *
   * @param continued whether the counters of a meter go on where those of its former one ended.
   * @return whether there is news in it.
   */
  boolean learn(Reading reading, Predicate<MeterRef> continued) {
    // what is late, or comes again, may be of the former meter
    boolean present = reading.origin() == Origin.LIVE && !reading.receivedAt().isBefore(newest);
    boolean news = present && isOther(reading);
    news |= quantities.isEmpty();
    for (Measurement measurement : reading.measurements()) {
      if (measurement.value() != null) {
        news |= learn(KnownQuantity.of(measurement));
        news |= learnModel(measurement);
        // a replaced meter's counters come only when it was decided what they are
        if (present && undecided && measurement.quantity().kind() == Quantity.Kind.COUNTER) {
          undecided = false;
          if (!continued.test(meter)) {
            series.add(meter.identifier().replaceAll("[^A-Za-z0-9]", "_"));
          }
          news = true;
        }
      }
    }
    return news;
  }

  private boolean isOther(Reading reading) {
    newest = reading.receivedAt();
    MeterRef before = meter;
    meter = reading.meter();
    undecided |= !before.identifier().isEmpty() && !before.identifier().equals(meter.identifier());
    return !before.equals(meter);
  }

  /** Takes in what an earlier life of the program knew; what is known better already stays. */
  boolean recall(InfoJson.Info former) {
    boolean news = false;
    for (KnownQuantity known : former.quantities()) {
      news |= quantities.putIfAbsent(known.quantity().name(), known) == null;
    }
    if (model.isEmpty() && !former.model().isEmpty()) {
      model = former.model();
      news = true;
    }
    if (series.isEmpty() && !former.series().isEmpty()) {
      series.addAll(former.series());
      news = true;
    }
    if (!former.meter().identifier().equals(meter.identifier()) || former.undecided()) {
      undecided = !former.meter().identifier().isEmpty();
    }
    return news;
  }

  private boolean learn(KnownQuantity seen) {
    String name = seen.quantity().name();
    KnownQuantity now = seen.since(quantities.get(name));
    return !now.equals(quantities.put(name, now));
  }

  private boolean learnModel(Measurement measurement) {
    String told = measurement.value().toString();
    if (measurement.quantity().name().equals(Quantities.METER_TYPE.name()) && !told.equals(model)) {
      model = told;
      return true;
    }
    return false;
  }

  MeterRef meter() {
    return meter;
  }

  /** The numbers of those meters in this place that each began a new series; the last counts. */
  List<String> series() {
    return Collections.unmodifiableList(series);
  }

  /** Whether another meter hangs there and nobody has said yet what its counters are. */
  boolean isUndecided() {
    return undecided;
  }

  String model() {
    return model;
  }

  /** In the order of their names. */
  Collection<KnownQuantity> quantities() {
    return Collections.unmodifiableCollection(quantities.values());
  }
}
