// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.csv;

import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;

/** What can prevent a file from being written, and who may read it. */
public final class CsvFindings {
  /** A file cannot be written: {@code file}, {@code reason} (half a sentence). */
  public static final FindingCode NOT_WRITTEN =
      new FindingCode("csv-not-written", Stage.DELIVERED, Kind.FAULT);

  /** A file that exists may be read by more users than the settings say: {@code file}. */
  public static final FindingCode OPEN_TO_OTHERS =
      new FindingCode("csv-open-to-others", Stage.DELIVERED, Kind.EVENT);

  private CsvFindings() {}
}
