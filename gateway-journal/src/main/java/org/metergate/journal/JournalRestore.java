// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.JournalConnections;
import org.metergate.journal.sql.OpenFiles;

/**
 * Puts a copy of a journal in the place of the journal, while no gateway uses it. What was there is
 * kept beside it. However the process ends, the journal is either what it was or complete, and the
 * restore can be made again. One thread.
 */
public final class JournalRestore implements AutoCloseable {
  /** Learns what is done next, so that a test can end the process there. */
  public interface Steps {
    /**
     * Something is about to be done.
     *
     * @param step what.
     */
    void before(String step);
  }

  /** More ids than can be missing in a file that was not closed properly. */
  private static final long MARGIN = ReadingIdSequence.RESERVE;

  private final JournalFile file;
  private final Steps steps;

  private JournalRestore(JournalFile file, Steps steps) {
    this.file = file;
    this.steps = steps;
  }

  /**
   * Keeps gateways away from a journal until {@link #close}.
   *
   * @param journal as configured; its folder is created if only that is missing.
   * @param steps is called before each change of a file.
   * @return the restore.
   * @throws JournalException when a gateway uses the journal, when its folder cannot be written, or
   *     when the file is not a journal.
   */
  public static JournalRestore claim(Path journal, Steps steps) throws JournalException {
    JournalFile file = JournalFile.claim(journal);
    boolean usable = false;
    try {
      if (Files.exists(file.path()) && !JournalConnections.isJournal(file.path())) {
        throw JournalException.foreseen(JournalException.Cause.NOT_A_JOURNAL, file.path());
      }
      usable = true;
      return new JournalRestore(file, steps);
    } catch (IOException e) {
      throw JournalException.nextTo(file.path(), file.path(), e);
    } finally {
      if (!usable) {
        file.close();
      }
    }
  }

  /**
   * Returns the journal.
   *
   * @return its path, with links resolved.
   */
  public Path path() {
    return file.path();
  }

  /**
   * Creates an empty file for the copy, for its owner alone; what an interrupted restore left there
   * is removed.
   *
   * @return a path in the folder of the journal, to which the copy must be written.
   * @throws IOException when it cannot be created.
   */
  public Path newPart() throws IOException {
    Path part = part();
    Files.deleteIfExists(part);
    Files.deleteIfExists(OpenFiles.logOf(part));
    Files.deleteIfExists(OpenFiles.indexOf(part));
    OwnFiles.createFile(part);
    return part;
  }

  private Path part() {
    return file.path().resolveSibling(file.path().getFileName() + ".restore-part");
  }

  /**
   * Checks the copy, all of it, and makes it ready to go on: its ids continue above all that any
   * receiver can have got, the totals of pulses are withheld unless the journal that lies there
   * confirms them, and what happened is a finding.
   *
   * @param copied when the copy was made.
   * @param now when it is restored; later than that.
   * @return what a person has to do next.
   * @throws JournalException when the copy is damaged, foreign or of a newer version.
   */
  public RestoredJournal prepare(Instant copied, Instant now) throws JournalException {
    Path part = part();
    try {
      JournalCopy.check(part);
      long others = newestOf(file.path());
      RestoredJournal restored;
      try (Connection connection = JournalConnections.openCopy(part)) {
        restored = RestoredJournal.mark(connection, file.path(), copied, now, others + MARGIN);
      }
      JournalCopy.check(part);
      JournalCopy.force(part);
      return restored;
    } catch (SQLException e) {
      throw JournalException.of(part, e);
    } catch (IOException e) {
      throw new JournalException(
          JournalException.Cause.DAMAGED,
          "The journal in the backup cannot be used (" + e.getMessage() + "); take another backup.",
          e);
    }
  }

  /** The ids of a journal that lies there may have been delivered too; also recovers its log. */
  private static long newestOf(Path journal) {
    if (Files.notExists(journal)) {
      return 0;
    }
    try (Connection connection = JournalConnections.openToCopy(journal)) {
      return Database.number(connection, JournalRepair.NEWEST);
    } catch (SQLException e) {
      return 0; // damaged: that is why a backup is restored
    }
  }

  /**
   * Exchanges the journal for the copy.
   *
   * @param now for the name of what was there.
   * @return where that is now; empty if there was no journal.
   * @throws IOException when that cannot be done; the journal is as it was.
   */
  public Optional<Path> install(Instant now) throws IOException {
    Path path = file.path();
    Optional<Path> kept = Optional.empty();
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      Path aside = file.aside("before-restore", now);
      steps.before("keep the journal");
      keep(path, aside);
      kept = Optional.of(aside);
      Path log = OpenFiles.logOf(path);
      if (Files.exists(log, LinkOption.NOFOLLOW_LINKS)) {
        steps.before("keep its log");
        Files.move(log, OpenFiles.logOf(aside));
      }
    }
    // SQLite would take them for those of the new file
    Files.deleteIfExists(OpenFiles.logOf(path));
    Files.deleteIfExists(OpenFiles.indexOf(path));
    steps.before("put the journal there");
    Files.move(part(), path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    OwnFiles.giveToFolder(path);
    JournalCopy.force(path.getParent());
    steps.before("end");
    return kept;
  }

  /** A second name, so that the first one always leads to a journal; else it is renamed. */
  private static void keep(Path path, Path aside) throws IOException {
    try {
      Files.createLink(aside, path);
    } catch (IOException | UnsupportedOperationException e) {
      Files.move(path, aside);
    }
  }

  /** Removes a copy that was not put in place, and lets gateways use the journal again. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(part());
    } catch (IOException e) {
      // The next restore removes it.
    } finally {
      OwnFiles.giveToFolder(file.path()); // the lock, where root has made it
      file.close();
    }
  }
}
