// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.metergate.journal.rollup.Series;
import org.metergate.rollup.Rollup;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Unit;
import org.metergate.value.Cooling;

/**
 * The cooling of a heat meter's water in each interval, from the growth of its counters: the
 * registers that sum volume times temperature where the meter has them, else energy and volume. It
 * is calculated when it is read, since a mean over volume cannot be merged from other means. One
 * thread.
 */
public final class CoolingRows {
  private static final String FLOW = "volume_times_flow_temperature";
  private static final String RETURN = "volume_times_return_temperature";
  private static final String VOLUME = "volume";
  private static final String ENERGY = "heat_energy";
  private static final List<String> OPERANDS = List.of(FLOW, RETURN, VOLUME, ENERGY);

  /** Receives the cooling of intervals. */
  public interface Sink {
    /**
     * Receives one.
     *
     * @param meter the meter.
     * @param interval the growth of the volume in it, which gives times and coverage.
     * @param kelvin the mean difference of temperatures.
     */
    void take(MeterRef meter, Rollup.Counter interval, BigDecimal kelvin);
  }

  private record Grown(Series series, Rollup.Counter interval) {
    BigDecimal delta() {
      return interval.delta().orElseThrow();
    }
  }

  private final Map<MeterRef, TreeMap<Long, Map<String, Grown>>> intervals = new HashMap<>();

  /** Knows no interval yet. */
  public CoolingRows() {}

  /**
   * Finds the series of which cooling is calculated.
   *
   * @param series those of a meter.
   * @return some of them; empty if there are not enough of them.
   */
  public static List<Series> operands(List<Series> series) {
    List<Series> some = new ArrayList<>();
    for (Series one : series) {
      if (OPERANDS.contains(one.quantity()) && one.isCounter() && !one.isDerived()) {
        some.add(one);
      }
    }
    boolean enough =
        some.stream().anyMatch(one -> one.quantity().equals(VOLUME))
            && some.stream().anyMatch(one -> !one.quantity().equals(VOLUME));
    return enough ? some : List.of();
  }

  /**
   * Takes an interval of one of the operands.
   *
   * @param series one of {@link #operands}.
   * @param rollup the interval.
   */
  public void take(Series series, Rollup rollup) {
    if (rollup instanceof Rollup.Counter counter && counter.delta().isPresent()) {
      intervals
          .computeIfAbsent(series.meter(), meter -> new TreeMap<>())
          .computeIfAbsent(rollup.from(), from -> new HashMap<>())
          .put(series.quantity(), new Grown(series, counter));
    }
  }

  /**
   * Calculates what can be calculated of the intervals taken.
   *
   * @param sink receives the results, in the order of time.
   */
  public void calculate(Sink sink) {
    intervals.forEach(
        (meter, ofMeter) -> ofMeter.values().forEach(grown -> calculate(meter, grown, sink)));
  }

  private static void calculate(MeterRef meter, Map<String, Grown> grown, Sink sink) {
    Grown volume = grown.get(VOLUME);
    if (volume == null) {
      return;
    }
    Optional<BigDecimal> cubicMetres = cubicMetres(volume);
    if (cubicMetres.isEmpty()) {
      return;
    }
    Grown flow = grown.get(FLOW);
    Grown back = grown.get(RETURN);
    Grown energy = grown.get(ENERGY);
    if (isRead(flow, volume) && isRead(back, volume) && isProduct(flow) && isProduct(back)) {
      Cooling.ofVolumeTimesTemperature(flow.delta(), back.delta(), cubicMetres.get())
          .ifPresent(k -> sink.take(meter, volume.interval(), k));
    } else if (isRead(energy, volume)) {
      Unit unit = new Unit(energy.series().unit(), energy.series().unit());
      Cooling.ofEnergy(energy.delta(), unit, cubicMetres.get())
          .ifPresent(k -> sink.take(meter, volume.interval(), k));
    }
  }

  /** Whether a counter was read with the volume: growth between other times is no operand. */
  private static boolean isRead(Grown one, Grown volume) {
    return one != null
        && one.interval().readings() == volume.interval().readings()
        && one.interval().covered() == volume.interval().covered()
        && one.interval().estimated() == volume.interval().estimated();
  }

  private static boolean isProduct(Grown grown) {
    return grown.series().unit().equals("m3*degC");
  }

  private static Optional<BigDecimal> cubicMetres(Grown volume) {
    return switch (volume.series().unit()) {
      case "m3" -> Optional.of(volume.delta());
      case "l" -> Optional.of(volume.delta().movePointLeft(3));
      default -> Optional.empty();
    };
  }
}
