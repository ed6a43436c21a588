// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.metergate.output.homeassistant.KnownQuantity;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Nameplate;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;

/**
 * What is known about one meter besides its values: the number and type that it reports, and each
 * quantity that was sent. Meters send lists of different content in turn, so quantities are
 * collected and never removed. One thread.
 */
final class MeterInfo {
  private final Map<String, KnownQuantity> quantities = new TreeMap<>();
  private final List<String> series = new ArrayList<>();
  private MeterRef meter;
  private String countersOf;
  private boolean settled;
  private Instant newest = Instant.MIN;
  private Nameplate described = Nameplate.NONE;
  private String type = "";

  MeterInfo(MeterRef meter) {
    this.meter = meter;
    this.countersOf = meter.identifier();
  }

  /**
   * Learns from a reading.
   *
   * @param fresh whether it is sent for the first time.
   * @param continued whether the counters of a meter go on where those of its former one ended.
   * @return whether anything is new in it.
   */
  boolean learn(Reading reading, boolean fresh, Predicate<MeterRef> continued) {
    // late or repeated readings may be of the former meter
    boolean present = fresh && isNewest(reading);
    boolean news = present && isOther(reading);
    news |= quantities.isEmpty();
    for (Measurement measurement : reading.measurements()) {
      if (measurement.value() != null) {
        news |= learn(KnownQuantity.of(measurement, reading.origin()));
        news |= learnType(measurement);
        boolean counts = measurement.quantity().kind() == Quantity.Kind.COUNTER;
        news |= present && counts && decide(continued);
      }
    }
    return news;
  }

  private boolean isOther(Reading reading) {
    newest = reading.receivedAt();
    MeterRef before = meter;
    if (meter.identifier().isEmpty() || !reading.meter().identifier().isEmpty()) {
      meter = reading.meter(); // a list without the number is of the same meter
    }
    if (countersOf.isEmpty()) {
      countersOf = meter.identifier();
    }
    return !before.equals(meter);
  }

  /** A replaced meter's counters are sent only after it was decided how they go on. */
  private boolean decide(Predicate<MeterRef> continued) {
    if (!isUndecided()) {
      return false;
    }
    if (!continued.test(meter)) {
      series.add(meter.identifier().replaceAll("[^A-Za-z0-9]", "_"));
    }
    countersOf = meter.identifier();
    settled = true;
    return true;
  }

  private boolean isNewest(Reading reading) {
    return reading.origin() == Origin.LIVE && !reading.receivedAt().isBefore(newest);
  }

  /**
   * Returns the number of the meter that sent a reading; where the newest reading lacks it, that of
   * the readings before.
   */
  String sender(Reading reading) {
    String own = reading.meter().identifier();
    return own.isEmpty() && isNewest(reading) ? meter.identifier() : own;
  }

  /** Adds what a previous run knew; what is known better already stays. */
  boolean restore(InfoJson.Info former) {
    boolean news = false;
    for (KnownQuantity known : former.quantities()) {
      news |= quantities.putIfAbsent(known.quantity().name(), known) == null;
    }
    if (described.equals(Nameplate.NONE)) {
      news |= describe(former.nameplate());
    }
    return news | restoreCounters(former);
  }

  /**
   * Only once, and not after a decision: after a reconnection the broker sends what it retained
   * before the meter was replaced.
   */
  private boolean restoreCounters(InfoJson.Info former) {
    if (settled) {
      return false;
    }
    settled = true;
    boolean lacksNumber = meter.identifier().isEmpty();
    boolean news =
        !series.equals(former.series())
            || !countersOf.equals(former.countersOf())
            || lacksNumber && !former.meter().identifier().isEmpty();
    if (lacksNumber) {
      meter = former.meter();
    }
    series.addAll(former.series());
    if (!former.countersOf().isEmpty()) {
      countersOf = former.countersOf();
    }
    return news;
  }

  private boolean learn(KnownQuantity seen) {
    String name = seen.quantity().name();
    KnownQuantity now = seen.since(quantities.get(name));
    return !now.equals(quantities.put(name, now));
  }

  private boolean learnType(Measurement measurement) {
    String text = measurement.value().toString();
    if (measurement.quantity().name().equals(Quantities.METER_TYPE.name()) && !text.equals(type)) {
      type = text;
      return true;
    }
    return false;
  }

  /**
   * Learns what the driver says of the meter.
   *
   * @return whether anything is new in it.
   */
  boolean describe(Nameplate nameplate) {
    if (nameplate.equals(Nameplate.NONE) || nameplate.equals(described)) {
      return false;
    }
    described = nameplate;
    return true;
  }

  MeterRef meter() {
    return meter;
  }

  /**
   * Returns the numbers of those meters in this place that each began a new series; the last
   * counts.
   */
  List<String> series() {
    return Collections.unmodifiableList(series);
  }

  /** Returns whether the meter was replaced and it is not decided yet how its counters go on. */
  boolean isUndecided() {
    return !countersOf.equals(meter.identifier());
  }

  /**
   * Returns the number of the meter whose counters are shown: of the former meter until it is
   * decided how those of its successor go on; empty while no number is known.
   */
  String countersOf() {
    return countersOf;
  }

  /**
   * Returns the key of the sensor that shows a quantity of a reading: a counter of a new series has
   * a sensor of its own, and another meter's counters none.
   */
  Optional<String> sensor(Quantity quantity, Reading reading) {
    if (quantity.kind() != Quantity.Kind.COUNTER) {
      return Optional.of(quantity.name());
    }
    if (!countersOf.isEmpty() && !countersOf.equals(sender(reading))) {
      return Optional.empty();
    }
    return Optional.of(
        series.isEmpty() ? quantity.name() : quantity.name() + "_" + series.get(series.size() - 1));
  }

  /**
   * Returns who made the meter and what it is called; of a driver that says nothing of it, the type
   * that the meter sends.
   */
  Nameplate nameplate() {
    return described.model().isEmpty() && !type.isEmpty()
        ? new Nameplate(
            described.manufacturer(),
            type,
            described.modelId(),
            described.software(),
            described.hardware())
        : described;
  }

  /** Returns the quantities in the order of their names. */
  Collection<KnownQuantity> quantities() {
    return Collections.unmodifiableCollection(quantities.values());
  }
}
