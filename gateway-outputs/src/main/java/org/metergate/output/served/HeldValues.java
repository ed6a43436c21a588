// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.served;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/**
 * The newest values of one meter, over all lists that it sends, and how old each is. A gauge is
 * fresh as long as its meter is. A counter may come in a list of its own, at a slower pace: it is
 * fresh for twice the pace at which it comes, and for two hours where that is not known yet, since
 * no meter sends its counters more rarely than once an hour.
 *
 * <p>Ages are by a steady clock, so that a step of the wall clock neither keeps a value alive nor
 * ends it. Not thread-safe.
 */
final class HeldValues {
  private static final Duration SLOWEST_LIST = Duration.ofHours(2);

  private record Held(ServedValue value, long since, long pace, long paceBefore, boolean gauge) {}

  private final ZoneId zone;
  private final Map<String, Held> values = new HashMap<>();
  private String identifier = "";
  private String tariff = "";
  private long tariffSince;

  /**
   * Holds nothing yet.
   *
   * @param zone of a meter's clock that sends no offset.
   */
  HeldValues(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * Takes the values of a reading in place of those before.
   *
   * @param since when it was received, by the steady clock.
   */
  void take(Reading reading, long since) {
    String number = reading.meter().identifier();
    if (!number.isEmpty() && !identifier.isEmpty() && !number.equals(identifier)) {
      values.clear(); // another meter hangs there now
      tariff = "";
    }
    identifier = number.isEmpty() ? identifier : number;
    for (Measurement measurement : reading.measurements()) {
      Quantity quantity = measurement.quantity();
      if (quantity.name().equals("tariff") && measurement.value() != null) {
        tariff = measurement.value().toString();
        tariffSince = since;
      }
      if (measurement.value() instanceof Value.Decimal decimal
          && measurement.unit() != null
          && !measurement.unit().equals(Unit.NONE)
          && quantity.kind() != Quantity.Kind.STATE) {
        ServedValue value =
            new ServedValue(decimal.number(), measurement.unit(), at(measurement, reading));
        hold(quantity, value, since);
      }
    }
  }

  private void hold(Quantity quantity, ServedValue value, long since) {
    Held before = values.get(quantity.name());
    if (before != null && since - before.since < 0) {
      return;
    }
    boolean gauge = quantity.kind() == Quantity.Kind.GAUGE;
    long pace = before == null ? Long.MAX_VALUE : since - before.since;
    long paceBefore = before == null ? Long.MAX_VALUE : before.pace;
    values.put(quantity.name(), new Held(value, since, pace, paceBefore, gauge));
  }

  private Instant at(Measurement measurement, Reading reading) {
    if (measurement.at() == null) {
      return reading.receivedAt();
    }
    return measurement.at().offset() != null
        ? measurement.at().local().toInstant(measurement.at().offset())
        : measurement.at().local().atZone(zone).toInstant();
  }

  /** Returns since when the newest power is known, by the steady clock. */
  OptionalLong powerSince() {
    return values.entrySet().stream()
        .filter(entry -> Snapshot.isPower(entry.getKey()))
        .mapToLong(entry -> entry.getValue().since)
        .reduce((a, b) -> b - a > 0 ? b : a);
  }

  /** Returns when the newest power was received. */
  Optional<Instant> powerAt() {
    return values.entrySet().stream()
        .filter(entry -> Snapshot.isPower(entry.getKey()))
        .map(entry -> entry.getValue())
        .reduce((a, b) -> b.since - a.since > 0 ? b : a)
        .map(held -> held.value.at());
  }

  /**
   * Returns what is fresh.
   *
   * @param now by the steady clock.
   * @param limit how old a value of the meter may be.
   */
  Map<String, ServedValue> fresh(long now, Duration limit) {
    Map<String, ServedValue> fresh = new HashMap<>();
    values.forEach(
        (name, held) -> {
          if (now - held.since <= limit(held, limit)) {
            fresh.put(name, held.value);
          }
        });
    return fresh;
  }

  private static long limit(Held held, Duration limit) {
    if (held.gauge) {
      return limit.toNanos();
    }
    long pace = Math.min(held.pace, held.paceBefore); // one of them may be an outage
    long twice = pace > SLOWEST_LIST.toNanos() ? SLOWEST_LIST.toNanos() : 2 * pace;
    return Math.max(limit.toNanos(), Math.min(twice, SLOWEST_LIST.toNanos()));
  }

  Optional<String> tariff(long now, Duration limit) {
    return tariff.isEmpty() || now - tariffSince > limit.toNanos()
        ? Optional.empty()
        : Optional.of(tariff);
  }

  String identifier() {
    return identifier;
  }
}
