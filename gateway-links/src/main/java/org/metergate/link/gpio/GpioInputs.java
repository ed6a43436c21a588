// SPDX-License-Identifier: Apache-2.0
package org.metergate.link.gpio;

import org.metergate.link.gpio.GpioAddress.Pull;
import org.metergate.spi.link.LinkException;

/** Opens input lines; the program uses {@link GpiodChip}. */
interface GpioInputs {

  /**
   * Opens a line for its changes.
   *
   * @param port its name in findings.
   * @param line BCM number or name.
   * @param pull the resistor inside the chip.
   * @return the open line.
   * @throws LinkException with the finding that states the reason.
   */
  EventSource open(String port, String line, Pull pull) throws LinkException;

  /**
   * Finds a line.
   *
   * @param port its name in findings.
   * @param line BCM number or name.
   * @return its number on the chip.
   * @throws LinkException with the finding that states the reason.
   */
  int number(String port, String line) throws LinkException;
}
