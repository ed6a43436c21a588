// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/** Codes of the findings of the journal; the sentences are in {@link #MESSAGES}. */
public final class JournalFindings {
  /** The base name of the bundle. */
  public static final String MESSAGES = "org.metergate.journal.messages";

  /**
   * The maximum size was reached while an output had not delivered all: {@code output}, {@code
   * count}.
   */
  public static final FindingCode READINGS_DROPPED =
      new FindingCode("journal-dropped-readings", Stage.DELIVERED, FindingCode.Kind.EVENT);

  /**
   * The clock has not been set since the machine started: readings wait for at most {@code most}.
   */
  public static final FindingCode CLOCK_WAITED_FOR =
      new FindingCode("clock-waited-for", Stage.STORED, FindingCode.Kind.CONDITION);

  /** The clock was not set in time: readings keep the times that it shows. */
  public static final FindingCode CLOCK_UNSURE =
      new FindingCode("clock-unsure", Stage.STORED, FindingCode.Kind.CONDITION);

  /**
   * The clock was not set before the machine stopped: the times of {@code count} readings are
   * unsure.
   */
  public static final FindingCode TIMES_UNSURE =
      new FindingCode("times-unsure", Stage.STORED, FindingCode.Kind.EVENT);

  private JournalFindings() {}
}
