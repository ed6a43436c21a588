// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.p1server;

import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/** What can prevent a P1 port from being served, besides what any served meter may lack. */
public final class P1ServerFindings {
  /** Readings come, but no telegram that may be passed on as it came: {@code meter}. */
  public static final FindingCode NOTHING_TO_RELAY =
      new FindingCode("p1-server-nothing-to-relay", Stage.DELIVERED, FindingCode.Kind.FAULT);

  private P1ServerFindings() {}
}
