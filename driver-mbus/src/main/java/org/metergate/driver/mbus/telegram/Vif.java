// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import java.util.Objects;

/**
 * What a number means: its subject, its unit and the power of ten of its last digit.
 *
 * @param subject what is measured.
 * @param unit the base unit of the table, in ASCII: {@code Wh}, {@code m3/h}, {@code degC}; for a
 *     plain text the text, which may have any printable characters; for a rate with what it is for:
 *     {@code m3/pulse}; empty where there is none.
 * @param exponent the number on the wire times ten to this power is in the unit; VIFE that scale
 *     are in it.
 */
public record Vif(Subject subject, String unit, int exponent) {
  /** Checks that nothing is missing. */
  public Vif {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(unit, "unit");
  }
}
