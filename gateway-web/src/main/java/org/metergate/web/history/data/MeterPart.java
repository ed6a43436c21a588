// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.metergate.spi.reading.MeterRef;

/**
 * What is shown of a meter with one number of its own.
 *
 * @param meter the meter with its number.
 * @param bars by what is drawn together; import, export and tariffs of one unit are one group.
 * @param curves likewise.
 */
public record MeterPart(
    MeterRef meter,
    SortedMap<Group, List<BarSeries>> bars,
    SortedMap<Group, List<CurveSeries>> curves) {

  /** Copies the maps. */
  public MeterPart {
    Objects.requireNonNull(meter, "meter");
    bars = copy(bars);
    curves = copy(curves);
  }

  private static <T> SortedMap<Group, List<T>> copy(Map<Group, List<T>> map) {
    SortedMap<Group, List<T>> copy = new TreeMap<>();
    map.forEach((group, list) -> copy.put(group, List.copyOf(list)));
    return Collections.unmodifiableSortedMap(copy);
  }

  /**
   * Returns whether there is anything to draw.
   *
   * @return false where nothing was read in the period.
   */
  public boolean hasNumbers() {
    return bars.values().stream()
            .flatMap(List::stream)
            .flatMap(series -> series.bars().stream())
            .anyMatch(bar -> !bar.isGap() || bar.readings() > 0)
        || curves.values().stream()
            .flatMap(List::stream)
            .flatMap(series -> series.points().stream())
            .anyMatch(point -> !point.isGap());
  }
}
