// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.udp;

import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/** What can prevent a datagram from being sent. */
public final class UdpFindings {
  /** The system does not send it: {@code to}, {@code reason} (half a sentence). */
  public static final FindingCode NOT_SENT =
      new FindingCode("udp-not-sent", Stage.DELIVERED, FindingCode.Kind.FAULT);

  private UdpFindings() {}
}
