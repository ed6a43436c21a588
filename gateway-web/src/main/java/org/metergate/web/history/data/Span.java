// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.metergate.rollup.Resolution;

/** How much time one view shows. */
public enum Span {
  /** A day from midnight to midnight, 23 to 25 hours. */
  DAY(Resolution.QUARTER, Resolution.QUARTER, Resolution.HOUR),
  /** A week of ISO 8601, from Monday. */
  WEEK(Resolution.HOUR, Resolution.DAY, Resolution.HOUR),
  /** A calendar month. */
  MONTH(Resolution.HOUR, Resolution.DAY),
  /** A calendar year. */
  YEAR(Resolution.DAY, Resolution.MONTH, Resolution.WEEK),
  /** Several calendar years. */
  YEARS(Resolution.MONTH, Resolution.YEAR);

  private final Resolution curves;
  private final List<Resolution> bars;

  Span(Resolution curves, Resolution... bars) {
    this.curves = curves;
    this.bars = List.of(bars);
  }

  /**
   * Returns its name in an address.
   *
   * @return for example {@code day}.
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds a span by its name.
   *
   * @param label as {@link #label} returns it.
   * @return the span, or nothing.
   */
  public static Optional<Span> of(String label) {
    return Arrays.stream(values()).filter(span -> span.label().equals(label)).findFirst();
  }

  /**
   * Returns how long bars can be.
   *
   * @return the one that is shown where nothing else is asked for, first.
   */
  public List<Resolution> bars() {
    return bars;
  }

  /**
   * Returns the distance of the points of a curve.
   *
   * @return at most 800 in a period.
   */
  public Resolution curves() {
    return curves;
  }
}
