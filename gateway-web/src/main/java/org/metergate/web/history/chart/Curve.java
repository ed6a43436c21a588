// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.chart;

import java.math.BigDecimal;
import java.util.List;

/**
 * A line with the band between its lowest and highest values.
 *
 * @param style the class of its colour.
 * @param points in the order of time, of which none overlap.
 */
public record Curve(String style, List<Point> points) {

  /** Copies the list. */
  public Curve {
    points = List.copyOf(points);
  }

  /**
   * An interval that was read.
   *
   * @param from UTC milliseconds.
   * @param to the first millisecond after it.
   * @param low not more than {@code mean}.
   * @param mean drawn as the line.
   * @param high not less than {@code mean}.
   */
  public record Point(long from, long to, BigDecimal low, BigDecimal mean, BigDecimal high) {}
}
