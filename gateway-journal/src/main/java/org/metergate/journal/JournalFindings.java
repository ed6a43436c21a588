// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/** What the journal finds about itself; the sentences stand in {@link #MESSAGES}. */
public final class JournalFindings {
  /** The base name of the bundle. */
  public static final String MESSAGES = "org.metergate.journal.messages";

  /** The size was reached while an output still waited: {@code output}, {@code count}. */
  public static final FindingCode READINGS_DROPPED =
      new FindingCode("journal-dropped-readings", Stage.DELIVERED, FindingCode.Kind.EVENT);

  /** The clock was not set since the machine started: readings wait for it at most {@code most}. */
  public static final FindingCode CLOCK_WAITED_FOR =
      new FindingCode("clock-waited-for", Stage.STORED, FindingCode.Kind.CONDITION);

  /** The clock was not set in time: readings bear what it says. */
  public static final FindingCode CLOCK_UNSURE =
      new FindingCode("clock-unsure", Stage.STORED, FindingCode.Kind.CONDITION);

  /** Before the last start of the machine the clock was never set: {@code count} readings. */
  public static final FindingCode TIMES_UNSURE =
      new FindingCode("times-unsure", Stage.STORED, FindingCode.Kind.EVENT);

  private JournalFindings() {}
}
