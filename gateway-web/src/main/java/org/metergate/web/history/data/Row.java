// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A row of the table behind a picture: exactly what one bar or point of it shows.
 *
 * @param at the interval.
 * @param of the series.
 * @param used as in {@link Bar}; nothing for a gauge.
 * @param counter as in {@link Bar}; nothing for a gauge.
 * @param before what was used in the same place of the compared period.
 * @param min as in {@link Point}; nothing for a counter.
 * @param mean as in {@link Point}; nothing for a counter.
 * @param max as in {@link Point}; nothing for a counter.
 * @param coverage the observed share of the interval.
 * @param estimated as in {@link Bar}.
 * @param logged whether records of the meter's own logger are among the readings.
 * @param readings how many there are.
 */
public record Row(
    Interval at,
    Measured of,
    Optional<BigDecimal> used,
    Optional<BigDecimal> counter,
    Optional<BigDecimal> before,
    Optional<BigDecimal> min,
    Optional<BigDecimal> mean,
    Optional<BigDecimal> max,
    BigDecimal coverage,
    boolean estimated,
    boolean logged,
    long readings) {

  static void add(List<Row> rows, BarSeries series) {
    for (int i = 0; i < series.bars().size(); i++) {
      Bar bar = series.bars().get(i);
      int place = i;
      Optional<BigDecimal> before =
          series.comparison().flatMap(other -> other.bars().get(place)).flatMap(Bar::used);
      if (!bar.isGap() || bar.readings() > 0 || before.isPresent()) {
        rows.add(
            new Row(
                bar.at(),
                series.of(),
                bar.used(),
                bar.counter(),
                before,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                bar.coverage(),
                bar.estimated(),
                bar.logged(),
                bar.readings()));
      }
    }
  }

  static void add(List<Row> rows, CurveSeries series) {
    for (Point point : series.points()) {
      if (!point.isGap()) {
        rows.add(
            new Row(
                point.at(),
                series.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                point.min(),
                point.mean(),
                point.max(),
                point.coverage(),
                false,
                point.logged(),
                point.readings()));
      }
    }
  }
}
