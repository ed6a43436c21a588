// SPDX-License-Identifier: Apache-2.0
package org.metergate.link.gpio;

import org.metergate.link.gpio.GpioAddress.Pull;
import org.metergate.spi.link.LinkException;

/** Opens input lines; {@link GpiodChip} in the program. */
interface GpioInputs {

  /**
   * Opens a line for its changes.
   *
   * @param port how findings name it.
   * @param line BCM number or name.
   * @param pull the resistor inside the chip.
   * @return the open line.
   * @throws LinkException with the finding that says why not.
   */
  EventSource open(String port, String line, Pull pull) throws LinkException;

  /**
   * Finds a line.
   *
   * @param port how findings name it.
   * @param line BCM number or name.
   * @return its number on the chip.
   * @throws LinkException with the finding that says why not.
   */
  int number(String port, String line) throws LinkException;
}
