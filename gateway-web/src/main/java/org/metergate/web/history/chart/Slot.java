// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.chart;

import java.math.BigDecimal;
import java.util.List;

/**
 * One place on the horizontal axis of a bar chart.
 *
 * @param title what a pointer or a screen reader is told: the interval and its numbers.
 * @param label below the axis; empty for none.
 * @param level the label is left out first where it is high: 0 is always there, 1 not on a phone, 2
 *     only where there is much room.
 * @param address where a click leads; empty for nowhere.
 * @param state whether anything can be drawn.
 * @param up stacked upwards, the first at the axis.
 * @param down stacked downwards, with amounts of zero or more.
 * @param before what is compared with it, behind it, upwards; zero for nothing.
 * @param beforeDown the same downwards.
 */
public record Slot(
    String title,
    String label,
    int level,
    String address,
    State state,
    List<Part> up,
    List<Part> down,
    BigDecimal before,
    BigDecimal beforeDown) {

  /** Copies the lists. */
  public Slot {
    up = List.copyOf(up);
    down = List.copyOf(down);
  }

  /** Whether anything is known of an interval. */
  public enum State {
    /** There are numbers. */
    KNOWN,
    /** It is past, and nothing is known. */
    UNREAD,
    /** It has not begun. */
    AHEAD
  }

  /**
   * A bar or a part of it.
   *
   * @param style the class of its colour.
   * @param amount zero or more.
   * @param estimated whether it is hatched.
   * @param incomplete whether a part of its time was not observed.
   */
  public record Part(String style, BigDecimal amount, boolean estimated, boolean incomplete) {}

  BigDecimal total() {
    return sum(up).max(before);
  }

  BigDecimal totalDown() {
    return sum(down).max(beforeDown);
  }

  private static BigDecimal sum(List<Part> parts) {
    return parts.stream().map(Part::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
