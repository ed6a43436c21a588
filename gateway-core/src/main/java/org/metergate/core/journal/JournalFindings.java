// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/** What the journal finds about itself; the sentences stand in {@link #MESSAGES}. */
public final class JournalFindings {
  /** The base name of the bundle. */
  public static final String MESSAGES = "org.metergate.core.journal.messages";

  /** The size was reached while an output still waited: {@code output}, {@code count}. */
  public static final FindingCode READINGS_DROPPED =
      new FindingCode("journal-dropped-readings", Stage.DELIVERED, FindingCode.Kind.EVENT);

  private JournalFindings() {}
}
