// SPDX-License-Identifier: Apache-2.0
package org.example.mymeter;

import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/** What this driver can find; the sentences are in messages.properties. */
public final class MyMeterFindings {
  /** A meter does not answer: {@code reason}, see {@code Traffic.Reason}. */
  public static final FindingCode NO_ANSWER =
      new FindingCode("no-answer", Stage.FRAMES, FindingCode.Kind.FAULT);

  /** An answer was damaged: {@code damage}. */
  public static final FindingCode DAMAGED =
      new FindingCode("damaged-answer", Stage.FRAMES, FindingCode.Kind.EVENT);

  private MyMeterFindings() {}
}
