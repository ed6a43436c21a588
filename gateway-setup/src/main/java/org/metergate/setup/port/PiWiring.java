// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.port;

import java.util.Optional;

/**
 * To what the ports of a Raspberry Pi are wired. {@code /dev/serial0} is the port of the header and
 * {@code /dev/serial1} that of Bluetooth, except on a Pi 5, where {@code serial0} is the debug plug
 * and the header has {@code ttyAMA0}.
 */
public final class PiWiring {
  /** The debug plug of a Pi 5. */
  public static final String DEBUG_PORT = "ttyAMA10";

  private PiWiring() {}

  /**
   * Returns which port is on the header now.
   *
   * @param files of the machine.
   * @param board its model.
   * @return for example {@code ttyAMA0}; empty where it is switched off.
   */
  public static Optional<String> headerPort(MachineFiles files, PiBoard board) {
    if (board.rp1()) {
      return Optional.of(board.headerPort()).filter(tty -> files.exists("/sys/class/tty/" + tty));
    }
    return link(files, "/dev/serial0");
  }

  /**
   * Returns to which port a link like {@code /dev/serial1} points.
   *
   * @param files of the machine.
   * @param path of the link.
   * @return the last part of its target; empty if there is no such link.
   */
  public static Optional<String> link(MachineFiles files, String path) {
    return files.linkText(path).map(target -> target.substring(target.lastIndexOf('/') + 1));
  }

  static boolean isOnHeader(MachineFiles files, PiBoard board, String tty) {
    return headerPort(files, board).equals(Optional.of(tty));
  }

  static boolean isDebugPlug(PiBoard board, String tty) {
    return board.rp1() && tty.equals(DEBUG_PORT);
  }

  static boolean isBluetooth(MachineFiles files, PiBoard board, String tty) {
    return board.bluetoothHasPort() && link(files, "/dev/serial1").equals(Optional.of(tty));
  }
}
