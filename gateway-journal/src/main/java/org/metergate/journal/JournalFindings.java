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

  /** The journal could not be made safe against a power cut: {@code reason}. */
  public static final FindingCode NOT_SYNCED =
      new FindingCode("journal-not-synced", Stage.STORED, FindingCode.Kind.FAULT);

  /** The roll-ups are not up to date: {@code reason}. */
  public static final FindingCode ROLLUPS_BEHIND =
      new FindingCode("journal-rollups-behind", Stage.STORED, FindingCode.Kind.FAULT);

  /** Readings that waited for the clock could not be given their times: {@code reason}. */
  public static final FindingCode TIMES_BEHIND =
      new FindingCode("journal-times-behind", Stage.STORED, FindingCode.Kind.FAULT);

  /** A frame that could not be decrypted was discarded: {@code reason}. */
  public static final FindingCode FRAMES_NOT_KEPT =
      new FindingCode("journal-frames-not-kept", Stage.STORED, FindingCode.Kind.FAULT);

  /** A finding could not be recorded: {@code reason}. */
  public static final FindingCode FINDINGS_NOT_KEPT =
      new FindingCode("journal-findings-not-kept", Stage.STORED, FindingCode.Kind.FAULT);

  /**
   * Another program reads the journal without an end, so that its write-ahead log cannot be emptied
   * and grows: {@code size}.
   */
  public static final FindingCode LOG_GROWS =
      new FindingCode("journal-log-grows", Stage.STORED, FindingCode.Kind.FAULT);

  /** Other users may create files in the folder of the journal: {@code folder}. */
  public static final FindingCode FOLDER_OPEN =
      new FindingCode("journal-folder-open", Stage.STORED, FindingCode.Kind.CONDITION);

  /** Other users may open a file of the journal, whose rights cannot be changed: {@code file}. */
  public static final FindingCode FILE_OPEN =
      new FindingCode("journal-file-open", Stage.STORED, FindingCode.Kind.CONDITION);

  /** Readings were deleted for their age: {@code count}, {@code days}. */
  public static final FindingCode READINGS_EXPIRED =
      new FindingCode("journal-expired-readings", Stage.STORED, FindingCode.Kind.EVENT);

  /** The journal's file {@code path} was removed while it was open, and was written again. */
  public static final FindingCode FILE_REMOVED =
      new FindingCode("journal-file-removed", Stage.STORED, FindingCode.Kind.FAULT);

  /**
   * Something else lies at {@code path}, where the journal was; it goes on in the file {@code
   * saved}.
   */
  public static final FindingCode FILE_REPLACED =
      new FindingCode("journal-file-replaced", Stage.STORED, FindingCode.Kind.FAULT);

  /**
   * The open file was truncated or overwritten: it is {@code damaged} now, {@code count} readings
   * that could be read are in {@code path}, {@code missing} says which could not.
   */
  public static final FindingCode FILE_DAMAGED =
      new FindingCode("journal-file-damaged", Stage.STORED, FindingCode.Kind.FAULT);

  /** The log or the shared memory of the open journal {@code path} was removed or replaced. */
  public static final FindingCode LOG_LOST =
      new FindingCode("journal-log-removed", Stage.STORED, FindingCode.Kind.FAULT);

  /** The file was removed, replaced or damaged, and cannot be put right yet: {@code reason}. */
  public static final FindingCode FILE_NOT_SAVED =
      new FindingCode("journal-file-not-saved", Stage.STORED, FindingCode.Kind.FAULT);

  /** A check, such as that after an unclean end, found damage in {@code path}: {@code reason}. */
  public static final FindingCode CHECK_FAILED =
      new FindingCode("journal-check-failed", Stage.STORED, FindingCode.Kind.FAULT);

  /** The journal is a copy {@code from} one time that was restored at another, {@code to}. */
  public static final FindingCode RESTORED =
      new FindingCode("journal-restored", Stage.STORED, FindingCode.Kind.EVENT);

  private JournalFindings() {}
}
