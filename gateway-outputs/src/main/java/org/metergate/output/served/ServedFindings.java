// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.served;

import java.io.IOException;
import org.metergate.output.NetworkFailure;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/** What can prevent a meter from being served. */
public final class ServedFindings {
  /** The port cannot be opened: {@code listen}, {@code reason} (half a sentence). */
  public static final FindingCode PORT =
      new FindingCode("served-port-closed", Stage.DELIVERED, FindingCode.Kind.FAULT);

  /** The meter sends readings, but none with a power: {@code meter}. */
  public static final FindingCode NO_POWER =
      new FindingCode("served-without-power", Stage.DELIVERED, FindingCode.Kind.FAULT);

  private ServedFindings() {}

  /**
   * Describes a failure.
   *
   * @param listen where it was tried.
   * @param failure what the system said.
   * @return the finding {@link #PORT}.
   */
  public static Finding port(Listen listen, IOException failure) {
    String said = String.valueOf(failure.getMessage());
    String reason = "the system says: " + said;
    if (said.contains("in use")) {
      reason = "another program on this machine has this port open; 'ss -ltnp' shows which";
    } else if (said.contains("assign requested")) {
      reason = "this machine does not have this address now; 'ip address' shows which it has";
    } else if (said.contains("ermission")) {
      reason = "ports below 1024 are not open to this program";
    } else if (NetworkFailure.isTooManyFiles(failure)) {
      reason = NetworkFailure.TOO_MANY_FILES;
    }
    return PORT.with("listen", listen.where(), "reason", reason);
  }
}
