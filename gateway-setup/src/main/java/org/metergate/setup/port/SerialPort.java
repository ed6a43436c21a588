// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.port;

import java.util.List;
import java.util.Optional;
import org.metergate.spi.finding.Finding;

/**
 * A serial port of the machine.
 *
 * @param device its file, such as {@code /dev/ttyUSB0}.
 * @param lastingName a name below {@code /dev/serial} that stays the same when adapters are plugged
 *     in in another order; empty where there is none, and for ports that are part of the board.
 * @param driver the name of its Linux driver, or empty.
 * @param kind what it is.
 * @param adapter the adapter, of a USB port.
 * @param node its file's owner and mode; empty where there is no file.
 * @param holders which programs have it open.
 * @param remarks what is known about a port of this kind on this machine.
 */
public record SerialPort(
    String device,
    Optional<String> lastingName,
    String driver,
    Kind kind,
    Optional<UsbAdapter> adapter,
    Optional<DeviceNode> node,
    Holders holders,
    List<Finding> remarks) {

  /** Copies the list. */
  public SerialPort {
    remarks = List.copyOf(remarks);
  }

  /** What a port is. */
  public enum Kind {
    /** An adapter or a device at USB. */
    USB,
    /** A PL011 of a Raspberry Pi. */
    PL011,
    /** The mini UART of a Raspberry Pi, which knows no parity. */
    MINI_UART,
    /** A port of the main board. */
    BOARD
  }

  /**
   * Returns the name that a configuration should have.
   *
   * @return the lasting name, else the device.
   */
  public String bestName() {
    return lastingName.orElse(device);
  }

  /**
   * Returns the last part of the device's name.
   *
   * @return for example {@code ttyUSB0}.
   */
  public String tty() {
    return device.substring(device.lastIndexOf('/') + 1);
  }
}
