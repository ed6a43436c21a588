// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.dashboards;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.metergate.core.dashboards.Panel.Form;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.value.Units;

/**
 * What the journal says of one quantity of each meter, in the unit of a panel: calculated by the
 * gateway's own conversion, not by the factors in the queries.
 */
final class Samples {
  private static final int DECIMALS = 15;
  private static final Map<Measure, Unit> UNITS =
      Map.of(
          Measure.POWER, Unit.W,
          Measure.ENERGY, Unit.KWH,
          Measure.HEAT, Unit.KWH,
          Measure.VOLTAGE, Unit.V,
          Measure.CURRENT, Unit.A,
          Measure.VOLUME, Unit.M3,
          Measure.FLOW, new Unit("l/h", "l/h"),
          Measure.TEMPERATURE, Unit.CELSIUS,
          Measure.DIFFERENCE, Unit.KELVIN);

  /** Of each meter, the values by the time at which the server got them. */
  private final Map<String, NavigableMap<Instant, Double>> byMeter = new HashMap<>();

  private Samples() {}

  /** The values as they are sent, each reading at its own time. */
  static Samples sent(List<Reading> readings, String quantity, Measure measure) {
    Samples samples = new Samples();
    for (Reading reading : readings) {
      value(reading, quantity, measure)
          .ifPresent(
              value ->
                  samples
                      .byMeter
                      .computeIfAbsent(reading.meter().displayName(), meter -> new TreeMap<>())
                      .put(reading.receivedAt(), value));
    }
    return samples;
  }

  /** The values as they stand at certain times, as a server sees them that asks for them. */
  Samples asked(List<Instant> times) {
    Samples asked = new Samples();
    byMeter.forEach(
        (meter, values) -> {
          NavigableMap<Instant, Double> seen = new TreeMap<>();
          for (Instant time : times) {
            var last = values.floorEntry(time);
            if (last != null) {
              seen.put(time, last.getValue());
            }
          }
          asked.byMeter.put(meter, seen);
        });
    return asked;
  }

  private static Optional<Double> value(Reading reading, String quantity, Measure measure) {
    for (Measurement one : reading.measurements()) {
      if (one.quantity().name().equals(quantity) && one.value() instanceof Value.Decimal decimal) {
        Unit to = UNITS.get(measure);
        BigDecimal fine = decimal.number().setScale(DECIMALS);
        return Optional.of(Units.convert(fine, one.unit(), to).doubleValue());
      }
    }
    return Optional.empty();
  }

  /** The values of a meter by their times. */
  NavigableMap<Instant, Double> values(String meter) {
    return byMeter.get(meter);
  }

  /** The meters that have this quantity. */
  Iterable<String> meters() {
    return byMeter.keySet();
  }

  /**
   * Returns what a panel shows of a meter.
   *
   * @param form of the panel.
   * @param step between points.
   * @param inclusive whether a value at the very end of a bar belongs to it.
   * @param mean whether a point is the mean of what follows within a step, not the last value.
   * @return the value by the time of its point.
   */
  NavigableMap<Instant, Double> shown(
      String meter, Form form, Duration step, boolean inclusive, boolean mean) {
    NavigableMap<Instant, Double> values = byMeter.get(meter);
    NavigableMap<Instant, Double> shown = new TreeMap<>();
    for (Instant at = start(form); at.isBefore(EveryMeter.TO); at = at.plus(step)) {
      Instant end = at.plus(step);
      var within = values.subMap(at, !inclusive, end, inclusive);
      if (form == Form.LINE && mean) {
        double sum = within.values().stream().mapToDouble(Double::doubleValue).sum();
        if (!within.isEmpty()) {
          shown.put(at, sum / within.size());
        }
      } else if (form == Form.LINE) {
        var last = values.floorEntry(at);
        if (last != null) {
          shown.put(at, last.getValue());
        }
      } else {
        var before = values.headMap(at, inclusive).lastEntry();
        if (before != null && !within.isEmpty()) {
          shown.put(at, within.lastEntry().getValue() - before.getValue());
        }
      }
    }
    return shown;
  }

  /** Bars of days begin at midnight, UTC. */
  private static Instant start(Form form) {
    return form == Form.DAYS ? EveryMeter.FROM.truncatedTo(ChronoUnit.DAYS) : EveryMeter.FROM;
  }
}
