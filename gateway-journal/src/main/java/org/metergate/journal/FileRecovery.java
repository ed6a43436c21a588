// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.JournalConnections;
import org.metergate.journal.sql.JournalTable;
import org.metergate.journal.sql.OpenFiles;
import org.metergate.journal.sql.RecentRows;
import org.metergate.journal.sql.Salvage;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.time.TimeSource;

/**
 * Puts the journal's file right, alone with it: under the locks of maintenance, writer and reader,
 * taken in this order. What others put at its path is renamed, never overwritten. Used under the
 * lock of the syncs.
 */
final class FileRecovery {
  private final JournalFile file;
  private final Database database;
  private final Writer writer;
  private final Reader reader;
  private final Maintenance maintenance;
  private final TimeSource time;
  private final RecentRows recent;
  private final QuickCheck quickCheck;

  /**
   * Prepares for one journal.
   *
   * @param recent the newest rows, which are in memory as well.
   * @param quickCheck is stopped before anything is changed.
   */
  FileRecovery(
      JournalFile file,
      Database database,
      Writer writer,
      Reader reader,
      Maintenance maintenance,
      TimeSource time,
      RecentRows recent,
      QuickCheck quickCheck) {
    this.file = file;
    this.database = database;
    this.writer = writer;
    this.reader = reader;
    this.maintenance = maintenance;
    this.time = time;
    this.recent = recent;
    this.quickCheck = quickCheck;
  }

  /** Work that must be alone with the file. */
  private interface Alone {
    void run() throws SQLException, IOException, MalformedException, JournalException;
  }

  /** Opens the file again after it could not be opened the last time. */
  void openAgain() throws SQLException, IOException, MalformedException, JournalException {
    exclusively(() -> database.reopen(database.path()));
  }

  private void exclusively(Alone work)
      throws SQLException, IOException, MalformedException, JournalException {
    quickCheck.stop();
    synchronized (maintenance) {
      synchronized (writer) {
        synchronized (reader) {
          work.run();
        }
      }
    }
  }

  /** The log is made again by opening the file again, once all of it has been copied. */
  void makeLogAgain() throws SQLException, IOException, MalformedException, JournalException {
    exclusively(
        () -> {
          writer.prepareSync();
          if (!database.emptyLog()) {
            throw JournalException.busy(database.path());
          }
          clear(database.path());
          database.reopen(database.path());
        });
  }

  /**
   * Writes the whole journal out through the open file, and goes on in the new one.
   *
   * @param target where nothing is.
   * @return false when the open file is damaged; nothing has changed then.
   */
  boolean writeAgain(Path target)
      throws SQLException, IOException, MalformedException, JournalException {
    Path part = newPart(target);
    boolean done = false;
    try {
      synchronized (maintenance) {
        database.copyInto(part); // readings are stored meanwhile
        exclusively(
            () -> {
              writer.prepareSync();
              database.catchUp(part);
              publish(part, target);
            });
      }
      done = true;
    } catch (SQLException e) {
      if (!Salvage.isDamage(e)) {
        throw e;
      }
    } finally {
      if (!done) {
        Files.deleteIfExists(part);
      }
    }
    return done;
  }

  /**
   * Copies what can be read into a new file, goes on there, and keeps the damaged one.
   *
   * @return what could be saved, for people.
   */
  Finding salvage() throws SQLException, IOException, MalformedException, JournalException {
    Path path = database.path();
    boolean inPlace = database.files().orElseThrow().inPlace().contains(path);
    boolean free = inPlace || Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
    Path target = free ? path : aside("saved");
    Path damaged = inPlace ? aside("damaged") : path;
    Path part = newPart(target);
    Salvaged[] saved = new Salvaged[1];
    try {
      exclusively(
          () -> {
            saved[0] = copyReadable(part);
            if (inPlace) {
              keep(path, damaged);
            }
            publish(part, target);
            writer.fileMadeAgain(maintenance::storeWatermark);
          });
    } finally {
      Files.deleteIfExists(part);
    }
    return JournalFindings.FILE_DAMAGED.with(
        "path",
        target,
        "damaged",
        inPlace ? damaged : "no longer there",
        "count",
        saved[0].readings(),
        "missing",
        saved[0].missing());
  }

  private Salvaged copyReadable(Path part) throws SQLException {
    try (Connection target = JournalConnections.create(part)) {
      boolean foreign = isForeign();
      Salvage.copy(recent.connection(), target);
      List<Salvage.Gap> gaps = List.of();
      if (!foreign) {
        gaps = Salvage.copy(database.writer(), target);
      }
      Salvage.dropUnreadable(target);
      if (foreign) {
        gaps = List.of(new Salvage.Gap(JournalTable.READING, 1, Long.MAX_VALUE));
      }
      return Salvaged.of(target, gaps, writer.nextId() - 1);
    }
  }

  /** Whether the contents of the file are those of another journal. */
  private boolean isForeign() throws SQLException {
    // on a connection of its own, since the pages that the others remember are the right ones
    try (Connection fresh = JournalConnections.openReadOnly(database.path())) {
      return recent.compare(fresh) == RecentRows.Comparison.DIFFERENT;
    } catch (SQLException e) {
      return false; // not readable at all
    }
  }

  /** Puts a complete file at its place, where nothing is, and goes on in it. */
  private void publish(Path part, Path target) throws SQLException, IOException {
    force(part);
    List<Path> own = new ArrayList<>(database.files().orElseThrow().inPlace());
    own.remove(database.path());
    clear(target);
    Files.move(part, target);
    force(target.getParent());
    database.reopen(target);
    reader.moved(target);
    own.removeIf(
        each -> each.equals(OpenFiles.logOf(target)) || each.equals(OpenFiles.indexOf(target)));
    for (Path each : own) {
      Files.deleteIfExists(each); // otherwise SQLite would apply them to what lies there now
    }
  }

  /** Moves the damaged file away, with its log. */
  private void keep(Path path, Path damaged) throws IOException {
    List<Path> own = database.files().orElseThrow().inPlace();
    Files.move(path, damaged);
    if (own.contains(OpenFiles.logOf(path))) {
      Files.move(OpenFiles.logOf(path), OpenFiles.logOf(damaged));
    }
  }

  /** Makes room for the log and index of a new file: SQLite would take what lies there for them. */
  private void clear(Path target) throws IOException {
    List<Path> own = database.files().orElseThrow().inPlace();
    for (Path each : List.of(OpenFiles.logOf(target), OpenFiles.indexOf(target))) {
      if (own.contains(each)) {
        Files.delete(each);
      } else if (Files.exists(each, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(each, aside(each.equals(OpenFiles.logOf(target)) ? "wal" : "shm"));
      }
    }
  }

  private Path newPart(Path target) throws IOException {
    if (Files.notExists(target.getParent())) {
      OwnFiles.createFolder(target.getParent());
    }
    Path part = target.resolveSibling(file.path().getFileName() + ".part");
    Files.deleteIfExists(part);
    OwnFiles.createFile(part);
    return part;
  }

  Path aside(String what) {
    return file.aside(what, time.now());
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
