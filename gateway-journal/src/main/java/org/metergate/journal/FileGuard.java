// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.journal.QuickCheck.Damage;
import org.metergate.journal.QuickCheck.Occasion;
import org.metergate.journal.sql.Database;
import org.metergate.journal.sql.JournalTable;
import org.metergate.journal.sql.OpenFiles;
import org.metergate.journal.sql.RecentRows;
import org.metergate.journal.sql.Salvage;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.time.TimeSource;

/**
 * Watches that the open journal is the file at its path and undamaged, and puts right what is not:
 * what was removed is written again, what was replaced or damaged goes on in another file. Nothing
 * that others put there is overwritten. Used under the lock of the syncs; what it changes is
 * changed under the locks of maintenance, writer and reader, taken in this order.
 */
final class FileGuard {
  private static final Duration SHOWN = Duration.ofMinutes(1);

  private final JournalFile file;
  private final Database database;
  private final Writer writer;
  private final Reader reader;
  private final Maintenance maintenance;
  private final Findings findings;
  private final Failures failures;
  private final TimeSource time;
  private final Duration shown;
  private final RecentRows recent;
  private final QuickCheck quickCheck = new QuickCheck();
  private long mended;
  private boolean recovering;
  private boolean checked;

  /**
   * Creates it.
   *
   * @param shown how long a fault is shown that is over, a minute at least.
   * @param unclean whether the file was not closed properly the last time: it is checked then.
   */
  FileGuard(
      JournalFile file,
      Database database,
      Writer writer,
      Reader reader,
      Maintenance maintenance,
      Findings findings,
      Failures failures,
      TimeSource time,
      Duration shown,
      boolean unclean)
      throws SQLException {
    this.file = file;
    this.database = database;
    this.writer = writer;
    this.reader = reader;
    this.maintenance = maintenance;
    this.findings = findings;
    this.failures = failures;
    this.time = time;
    this.shown = shown.compareTo(SHOWN) > 0 ? shown : SHOWN;
    recent = new RecentRows(database.writer());
    if (unclean) {
      checked = quickCheck.start(database.path(), Occasion.AT_REST, connection -> Optional.empty());
    }
  }

  /**
   * Looks at the files, and puts right what is wrong; a failure to do so is tried again.
   *
   * @return whether the log may be copied into the file: not while one of the two is damaged.
   */
  boolean check() {
    OpenFiles.State state = OpenFiles.State.GOOD;
    try {
      Optional<OpenFiles> files = database.files();
      if (files.isEmpty()) {
        exclusively(() -> database.reopen(database.path()));
      }
      state = state();
      act(state);
      state = OpenFiles.State.GOOD;
      file.renewLock();
      failures.recovered(Failures.Task.WATCH);
      showMended();
    } catch (SQLException | IOException | MalformedException e) {
      failed(JournalException.of(database.path(), e));
    } catch (JournalException e) {
      failed(e);
    }
    return state != OpenFiles.State.DAMAGED;
  }

  private void failed(JournalException e) {
    Finding finding =
        JournalFindings.FILE_NOT_SAVED.with("path", database.path(), "reason", e.getMessage());
    failures.found(Failures.Task.WATCH, finding, e.getMessage());
  }

  /** Ends a check that is running, before the connections are closed. */
  void close() {
    quickCheck.stop();
    try {
      recent.close();
    } catch (SQLException e) {
      // It is only memory.
    }
  }

  /** Whether a check of the file is running. */
  boolean isChecking() {
    return quickCheck.isRunning();
  }

  private OpenFiles.State state() throws IOException, SQLException {
    synchronized (writer) {
      OpenFiles files = database.files().orElseThrow();
      OpenFiles.State state = files.check();
      if (state == OpenFiles.State.GOOD || state == OpenFiles.State.LOG_LOST) {
        if (files.isOverwritten() || database.takeSuspicion()) {
          suspect(files);
        } else if (!quickCheck.isRunning()) {
          remember();
        }
      }
      return state;
    }
  }

  private void remember() throws SQLException {
    try {
      recent.refresh();
    } catch (SQLException e) {
      if (!Salvage.isDamage(e)) {
        throw e;
      }
      if (!checked) {
        checked =
            quickCheck.start(database.path(), Occasion.AT_REST, connection -> Optional.empty());
      }
    }
  }

  private void suspect(OpenFiles files) throws IOException {
    if (quickCheck.start(database.path(), Occasion.OVERWRITTEN, this::compare)) {
      files.written();
    }
  }

  private Optional<String> compare(Connection connection) throws SQLException {
    synchronized (writer) {
      return switch (recent.compare(connection)) {
        case SAME -> Optional.empty();
        case LACKING -> Optional.of("rows that were stored are missing");
        case DIFFERENT -> Optional.of("it has the rows of another journal");
      };
    }
  }

  private void act(OpenFiles.State state)
      throws SQLException, IOException, MalformedException, JournalException {
    Optional<Damage> damage = quickCheck.take();
    if (damage.isPresent() && damage.get().occasion() == Occasion.AT_REST) {
      String reason = damage.get().reason();
      report(
          Failures.Task.CHECK,
          JournalFindings.CHECK_FAILED.with("path", database.path(), "reason", reason));
      damage = Optional.empty();
    }
    switch (damage.isPresent() ? OpenFiles.State.DAMAGED : state) {
      case DAMAGED -> salvage();
      case REPLACED -> writeAgain(aside("saved"), true);
      case REMOVED -> writeAgain(database.path(), false);
      case LOG_LOST -> reopen();
      case GOOD -> {}
    }
  }

  /** A fault that was mended is shown for a while, so that people see it. */
  private void showMended() {
    if (recovering && time.nanos() - mended >= shown.toNanos()) {
      recovering = false;
      failures.recovered(Failures.Task.REMOVED);
      failures.recovered(Failures.Task.LOG_LOST);
    }
  }

  private void report(Failures.Task task, Finding finding) {
    failures.found(task, finding, finding.parameters().toString());
    findings.record("journal", finding, time.now());
    if (task == Failures.Task.REMOVED || task == Failures.Task.LOG_LOST) {
      recovering = true;
      mended = time.nanos();
    }
  }

  /** Work that must be alone with the file. */
  private interface Alone {
    void run() throws SQLException, IOException, MalformedException, JournalException;
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
  private void reopen() throws SQLException, IOException, MalformedException, JournalException {
    exclusively(
        () -> {
          writer.prepareSync();
          if (!database.emptyLog()) {
            throw JournalException.busy(database.path());
          }
          clear(database.path());
          database.reopen(database.path());
        });
    report(Failures.Task.LOG_LOST, JournalFindings.LOG_LOST.with("path", database.path()));
  }

  /** Writes the whole journal out through the open file, and goes on in the new one. */
  private void writeAgain(Path target, boolean replaced)
      throws SQLException, IOException, MalformedException, JournalException {
    Path before = database.path();
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
    if (!done) {
      salvage();
    } else if (replaced) {
      report(
          Failures.Task.REPLACED,
          JournalFindings.FILE_REPLACED.with("path", before, "saved", target));
    } else {
      report(Failures.Task.REMOVED, JournalFindings.FILE_REMOVED.with("path", target));
    }
  }

  /** Copies what can be read into a new file, goes on there, and keeps the damaged one. */
  private void salvage() throws SQLException, IOException, MalformedException, JournalException {
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
    report(
        Failures.Task.DAMAGED,
        JournalFindings.FILE_DAMAGED.with(
            "path",
            target,
            "damaged",
            inPlace ? damaged : "no longer there",
            "count",
            saved[0].readings(),
            "missing",
            saved[0].missing()));
  }

  private Salvaged copyReadable(Path part) throws SQLException {
    try (Connection target = Database.create(part)) {
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
    try (Connection fresh = Database.openReadOnly(database.path())) {
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
    Path folder = target.getParent();
    if (Files.notExists(folder)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Path part = target.resolveSibling(file.path().getFileName() + ".part");
    Files.deleteIfExists(part);
    return Files.createFile(
        part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private Path aside(String what) {
    return file.aside(what, time.now());
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
