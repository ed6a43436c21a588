// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.port;

import java.util.List;

/** Lists the serial adapters that are plugged in, also those that have no port. */
public final class UsbAdapters {
  private static final String BUS = "/sys/bus/usb/devices";

  private UsbAdapters() {}

  /**
   * Lists the adapters with a known chip.
   *
   * @param files of the machine.
   * @return by their place on the bus.
   */
  public static List<UsbAdapter> serial(MachineFiles files) {
    return files.names(BUS).stream()
        .flatMap(name -> UsbAdapter.read(files, BUS + "/" + name).stream())
        .filter(adapter -> adapter.chip() != UsbAdapter.Chip.OTHER)
        .toList();
  }
}
