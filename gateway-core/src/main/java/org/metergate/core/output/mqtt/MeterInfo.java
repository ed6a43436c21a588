// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output.mqtt;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.metergate.core.output.homeassistant.KnownQuantity;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;

/**
 * What is known of one meter beside its values: the number and type that it gives itself, and each
 * quantity that was sent. Meters send lists of different content in turn, so it gathers and never
 * forgets a quantity. One thread.
 */
final class MeterInfo {
  private final Map<String, KnownQuantity> quantities = new TreeMap<>();
  private MeterRef meter;
  private String model = "";

  MeterInfo(MeterRef meter) {
    this.meter = meter;
  }

  /** Takes in a reading; returns whether there is news in it. */
  boolean learn(Reading reading) {
    boolean news = quantities.isEmpty() || !reading.meter().equals(meter);
    meter = reading.meter();
    for (Measurement measurement : reading.measurements()) {
      if (measurement.value() != null) {
        news |= learn(KnownQuantity.of(measurement));
        news |= learnModel(measurement);
      }
    }
    return news;
  }

  /** Takes in what an earlier life of the program knew; what is known better already stays. */
  boolean recall(String formerModel, Collection<KnownQuantity> former) {
    boolean news = false;
    for (KnownQuantity known : former) {
      news |= quantities.putIfAbsent(known.quantity().name(), known) == null;
    }
    if (model.isEmpty() && !formerModel.isEmpty()) {
      model = formerModel;
      news = true;
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

  String model() {
    return model;
  }

  /** In the order of their names. */
  Collection<KnownQuantity> quantities() {
    return Collections.unmodifiableCollection(quantities.values());
  }
}
