// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;

/** The findings of the nightly copies; the sentences are in the bundle {@link #MESSAGES}. */
public final class BackupFindings {
  /** The base name of the bundle. */
  public static final String MESSAGES = "org.metergate.core.backup.messages";

  /** The copy of a {@code day} could not be written: {@code reason}. */
  public static final FindingCode NOT_WRITTEN =
      new FindingCode("backup-not-written", Stage.STORED, Kind.FAULT);

  private BackupFindings() {}
}
