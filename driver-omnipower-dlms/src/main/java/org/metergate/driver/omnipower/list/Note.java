// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

/** What is worth saying about the scales of a telegram, since a push list carries none. */
public enum Note {
  /** The voltages are in hundredths: read as volts they would be thousands. */
  VOLTAGE_IN_HUNDREDTHS,
  /** Voltages, currents and powers of this telegram contradict each other; no current is given. */
  CURRENT_SCALE_UNSURE,
  /** The list has energies and no option says how many watt-hours a count is. */
  ENERGY_SCALE_OPEN,
  /** The list has registers for which neither it nor a table gives a scale. */
  SCALES_OPEN
}
