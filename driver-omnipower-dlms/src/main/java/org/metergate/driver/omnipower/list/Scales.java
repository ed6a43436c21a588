// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.util.OptionalInt;

/**
 * The value of one count in Kamstrup's list, as powers of ten: -2 for hundredths. Nothing where it
 * must be derived from the telegrams; for energy it cannot be, so its values stay open then.
 *
 * @param energy in Wh and varh: 0 or 1.
 * @param voltage in V: 0 or -2.
 * @param current in A: -2 or -3.
 * @param power in W and var: 0 or -1.
 */
public record Scales(OptionalInt energy, OptionalInt voltage, OptionalInt current, int power) {
  /** Derived from the telegrams, powers in watts. */
  public static final Scales AUTO =
      new Scales(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), 0);
}
