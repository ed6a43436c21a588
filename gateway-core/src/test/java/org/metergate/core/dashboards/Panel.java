// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.dashboards;

import java.util.List;

/**
 * One picture of values of meters.
 *
 * @param title for people.
 * @param form what is drawn of each value.
 * @param measure its unit.
 * @param width of 24.
 * @param curves what is shown of each meter that has it.
 */
record Panel(String title, Form form, Measure measure, int width, List<Curve> curves) {

  /** What is drawn. */
  enum Form {
    /** The value itself. */
    LINE("", "", ""),
    /** By how much a counter grew in each hour of the last two days. */
    HOURS("1h", "1d", "48h"),
    /** By how much a counter grew on each of the last 31 days. */
    DAYS("1d", "2d", "31d");

    private final String step;
    private final String before;
    private final String shown;

    Form(String step, String before, String shown) {
      this.step = step;
      this.before = before;
      this.shown = shown;
    }

    /** How long a bar is. */
    String step() {
      return step;
    }

    /** How far before the beginning of a bar the counter's value may be. */
    String before() {
      return before;
    }

    /** How much time is shown. */
    String shown() {
      return shown;
    }
  }

  /**
   * A quantity of all meters that have it.
   *
   * @param quantity its name.
   * @param legend what is added to the meter's name; empty for nothing.
   * @param down whether it is drawn downwards: what leaves the house.
   */
  record Curve(String quantity, String legend, boolean down) {}
}
