// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

/** Remarks about a telegram: its scales, since a push list contains none, and its clock. */
public enum Note {
  /** The voltages are in hundredths: read as volts they would be thousands. */
  VOLTAGE_IN_HUNDREDTHS,
  /**
   * Voltages, currents and powers of this telegram contradict each other; no current is published.
   */
  CURRENT_SCALE_UNSURE,
  /** The powers are more than voltages and currents allow; none of them is published. */
  POWER_TOO_HIGH,
  /** The list has energies and no option sets how many watt-hours a count is. */
  ENERGY_SCALE_OPEN,
  /** The list has registers for which neither it nor a table has a scale. */
  SCALES_OPEN,
  /** A date and time are impossible; the values are read without them. */
  CLOCK_IMPOSSIBLE
}
