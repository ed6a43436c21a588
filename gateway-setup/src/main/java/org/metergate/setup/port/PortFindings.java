// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.port;

import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;

/** What is known about a port of a kind; nothing needs to be done about it. */
public final class PortFindings {
  /** The port on pins 8 and 10 of the header. */
  public static final FindingCode ON_HEADER = remark("port-on-header");

  /** The port of the debug plug of a Pi 5. */
  public static final FindingCode DEBUG_PLUG = remark("port-debug-plug");

  /** The port to which the board's own Bluetooth is wired. */
  public static final FindingCode BLUETOOTH = remark("port-bluetooth");

  /** The mini UART knows no parity and reports no errors. */
  public static final FindingCode MINI_UART = remark("port-mini-uart");

  /** CH34x adapters report no errors of the line and have no serial number. */
  public static final FindingCode CH34X = remark("port-ch34x");

  /** Copies of PL2303. */
  public static final FindingCode PL2303 = remark("port-pl2303");

  private PortFindings() {}

  private static FindingCode remark(String id) {
    return new FindingCode(id, Stage.PORT, Kind.CONDITION);
  }
}
