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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

  /** Of each meter and its number, the values by the time at which the server got them. */
  private final Map<Known, NavigableMap<Instant, Double>> byMeter = new HashMap<>();

  /** One series: a replaced meter begins another. */
  private record Known(String meter, String identifier) {}

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
                      .computeIfAbsent(
                          new Known(reading.meter().displayName(), reading.meter().identifier()),
                          meter -> new TreeMap<>())
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
            if (last != null && !isReplaced(meter, last.getKey(), time)) {
              seen.put(time, last.getValue());
            }
          }
          asked.byMeter.put(meter, seen);
        });
    return asked;
  }

  private boolean isReplaced(Known meter, Instant last, Instant now) {
    return byMeter.entrySet().stream()
        .filter(other -> other.getKey().meter().equals(meter.meter()))
        .filter(other -> !other.getKey().equals(meter))
        .anyMatch(other -> !other.getValue().subMap(last, false, now, true).isEmpty());
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
    NavigableMap<Instant, Double> all = new TreeMap<>();
    of(meter).forEach(all::putAll);
    return all;
  }

  private List<NavigableMap<Instant, Double>> of(String meter) {
    return byMeter.entrySet().stream()
        .filter(one -> one.getKey().meter().equals(meter))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The meters that have this quantity. */
  Set<String> meters() {
    return byMeter.keySet().stream()
        .map(Known::meter)
        .collect(Collectors.toCollection(TreeSet::new));
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
    NavigableMap<Instant, Double> shown = new TreeMap<>();
    of(meter).forEach(values -> shown.putAll(shown(values, form, step, inclusive, mean)));
    return shown;
  }

  private static NavigableMap<Instant, Double> shown(
      NavigableMap<Instant, Double> values,
      Form form,
      Duration step,
      boolean inclusive,
      boolean mean) {
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
        double grown =
            before == null || within.isEmpty()
                ? -1
                : within.lastEntry().getValue() - before.getValue();
        if (grown >= 0) {
          shown.put(at, grown);
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
