// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import com.fazecast.jSerialComm.SerialPort;

/**
 * The modem lines of an open serial port.
 *
 * @param address which lines and which level is active.
 * @param node the device file that was opened.
 * @param port open.
 */
record ModemPort(ModemAddress address, DeviceNode node, SerialPort port)
    implements ModemReader.Lines {

  @Override
  public boolean level(int line) {
    boolean raised =
        switch (address.lines().get(line)) {
          case CTS -> port.getCTS();
          case DCD -> port.getDCD();
          case DSR -> port.getDSR();
          case RI -> port.getRI();
        };
    return raised == address.activeRaised();
  }

  @Override
  public boolean present() {
    return node.stillThere();
  }

  @Override
  public void close() {
    port.closePort();
  }
}
