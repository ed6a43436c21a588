// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.time.TimeSource;

/**
 * The failures of the journal that no caller handles: each is logged once when it begins, not while
 * it lasts, and is part of the gateway's health until it is over. Any thread.
 */
final class Failures {
  private static final Logger LOG = System.getLogger("org.metergate.journal");

  /** What the journal does by itself, and what is the matter when it fails. */
  enum Task {
    SYNC(JournalFindings.NOT_SYNCED, "the newest readings are not safe against a power cut"),
    ROLL_UP(JournalFindings.ROLLUPS_BEHIND, "the roll-ups are not up to date"),
    TIMES(JournalFindings.TIMES_BEHIND, "readings still wait for their times"),
    FRAMES(JournalFindings.FRAMES_NOT_KEPT, "a frame that could not be decrypted is lost"),
    FINDINGS(JournalFindings.FINDINGS_NOT_KEPT, "a finding could not be recorded"),
    LOG(JournalFindings.LOG_GROWS, "another program keeps the log from being emptied"),
    FOLDER(JournalFindings.FOLDER_OPEN, "other users may write into the folder"),
    FILE(JournalFindings.FILE_OPEN, "other users may open a file"),
    WATCH(JournalFindings.FILE_NOT_SAVED, "its file could not be put right"),
    REMOVED(JournalFindings.FILE_REMOVED, "its file was removed"),
    REPLACED(JournalFindings.FILE_REPLACED, "another file lies in its place"),
    LOG_LOST(JournalFindings.LOG_LOST, "its write-ahead log was removed"),
    DAMAGED(JournalFindings.FILE_DAMAGED, "its file was damaged by another program"),
    CHECK(JournalFindings.CHECK_FAILED, "its file is damaged");

    private final FindingCode code;
    private final String matter;

    Task(FindingCode code, String matter) {
      this.code = code;
      this.matter = matter;
    }
  }

  private final TimeSource time;
  private final Map<Task, JournalFailure> present = new EnumMap<>(Task.class);

  Failures(TimeSource time) {
    this.time = time;
  }

  /** Records that a task failed. */
  synchronized void failed(Task task, JournalException e) {
    found(task, task.code.with("reason", e.getMessage()), e.getMessage());
  }

  /** Records what a task has found, with the code of the task. */
  synchronized void found(Task task, Finding finding, String detail) {
    Instant now = time.now();
    JournalFailure before = present.get(task);
    LOG.log(
        before == null ? Level.WARNING : Level.DEBUG,
        () -> "journal: " + task.matter + ": " + detail);
    present.put(
        task,
        new JournalFailure(
            finding,
            before == null ? now : before.since(),
            now,
            before == null ? 1 : before.count() + 1));
  }

  /** Records that a task succeeded. */
  synchronized void recovered(Task task) {
    if (!present.isEmpty() && present.remove(task) != null) {
      LOG.log(Level.INFO, "journal: the problem is solved");
    }
  }

  /** Returns the failures that last. */
  synchronized List<JournalFailure> present() {
    return List.copyOf(present.values());
  }
}
