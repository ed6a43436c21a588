// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.metergate.journal.clock.BootTable;
import org.metergate.journal.sql.Database;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.time.TimeSource;

/**
 * The journal: one SQLite file, and a room for each thing in it. A user takes the rooms that it
 * needs. What a room has written is in the file when its method returns, unless the method says
 * otherwise: however the process ends, nothing is lost. Once per {@link JournalSettings#sync}
 * everything is also made safe against a power cut, together with the cursors of the outputs. Any
 * thread may use it.
 */
public final class Journal implements AutoCloseable {
  /** More than years need; a file that cannot be written is not tried for ever. */
  private static final int MOST_PASSES = 10_000;

  private static final String INSTALLATION = "installation";
  private static final int INSTALLATION_BYTES = 16;

  private final JournalFile file;
  private final Failures failures;
  private final Writer writer;
  private final Reader reader;
  private final Maintenance maintenance;
  private final FileGuard guard;
  private final JournalThread thread;
  private final Syncer syncer;
  private final Readings readings;
  private final Cursors cursors;
  private final States states;
  private final Undecoded undecoded;
  private final Findings findings;
  private final History history;
  private final Rules rules;

  /** Syncs for the first time, so that ids are reserved. */
  private Journal(
      JournalFile file,
      boolean unclean,
      Database database,
      JournalSettings settings,
      TimeSource time,
      String boot)
      throws SQLException, MalformedException, JournalException {
    this.file = file;
    cursors = new Cursors(database.writer());
    states = new States(database.writer());
    writer = new Writer(database, states, cursors, time, boot, settings.clock());
    reader = new Reader(database.path(), database.reader());
    failures = new Failures(time);
    findings = new Findings(failures, database, writer, reader);
    thread = new JournalThread(time);
    maintenance =
        new Maintenance(failures, database, writer, findings, thread, time, boot, settings);
    guard =
        new FileGuard(
            file,
            database,
            writer,
            reader,
            maintenance,
            findings,
            failures,
            thread,
            time,
            settings.sync(),
            unclean);
    syncer =
        new Syncer(failures, database, writer, maintenance, guard, thread, time, settings.sync());
    undecoded = new Undecoded(failures, database, writer, reader);
    readings =
        new Readings(
            failures,
            database,
            writer,
            reader,
            syncer,
            undecoded,
            new SkippedIds(states),
            settings.clock());
    history = new History(reader, settings.zone(), database.counterRuleTable());
    rules = new Rules(database.counterRuleTable(), writer, maintenance, syncer);
    OwnFiles.report(file.path(), failures);
    readings.releaseTimed();
    syncer.syncOrThrow();
  }

  /**
   * Opens or creates a journal and starts a thread that syncs it.
   *
   * @param settings which file.
   * @param time determines when a sync is due, and the monotonic time stored with each reading.
   * @return the open journal.
   * @throws JournalException when the file cannot be used; everything is closed again then.
   */
  public static Journal open(JournalSettings settings, TimeSource time) throws JournalException {
    Journal journal = openQuiet(settings, time, BootTable.present());
    journal.syncer.start(journal::tick);
    return journal;
  }

  /** A journal without a thread: it syncs when {@link #tick} or {@link #sync} is called. */
  static Journal openQuiet(JournalSettings settings, TimeSource time, String boot)
      throws JournalException {
    JournalFile file = JournalFile.claim(settings.path());
    Database database = null;
    boolean open = false;
    try {
      boolean unclean = file.hasLog();
      file.restrict();
      database = Database.open(file.path());
      Journal journal = new Journal(file, unclean, database, settings, time, boot);
      open = true;
      return journal;
    } catch (SQLException | MalformedException e) {
      throw JournalException.of(file.path(), e);
    } catch (IOException e) {
      throw JournalException.noLibrary(file.path(), e);
    } finally {
      if (!open) {
        close(database, file);
      }
    }
  }

  private static void close(Database database, JournalFile file) {
    if (database != null) {
      database.close();
    }
    file.close();
  }

  /**
   * Returns the readings: appending, reading after an id, listening.
   *
   * @return always the same.
   */
  public Readings readings() {
    return readings;
  }

  /**
   * Returns the cursors of the outputs.
   *
   * @return always the same.
   */
  public Cursors cursors() {
    return cursors;
  }

  /**
   * Returns the small durable texts of the drivers.
   *
   * @return always the same.
   */
  public States states() {
    return states;
  }

  /**
   * Returns what tells this installation from any other: random, made at the first call, and the
   * same as long as there is this journal. Nothing of the machine or its meters is in it. Any
   * thread; the first call waits for the disk.
   *
   * @return 32 hexadecimal digits in lower case.
   */
  public synchronized String installation() {
    DurableState state = states.of("", INSTALLATION);
    Optional<String> known = state.get().filter(text -> text.matches("[0-9a-f]{32}"));
    if (known.isEmpty()) {
      byte[] random = new byte[INSTALLATION_BYTES];
      new SecureRandom().nextBytes(random);
      state.put(HexFormat.of().formatHex(random));
      sync(); // others remember it from now on
    }
    return known.or(state::get).orElseThrow();
  }

  /**
   * Returns the frames that wait for their keys.
   *
   * @return always the same.
   */
  public Undecoded undecoded() {
    return undecoded;
  }

  /**
   * Returns the thread that syncs.
   *
   * @return always the same.
   */
  public JournalThread thread() {
    return thread;
  }

  /**
   * Returns the findings.
   *
   * @return always the same.
   */
  public Findings findings() {
    return findings;
  }

  /**
   * Returns the series, roll-ups and readings by time.
   *
   * @return always the same.
   */
  public History history() {
    return history;
  }

  /**
   * Returns the counter rules of the meters.
   *
   * @return always the same.
   */
  public Rules rules() {
    return rules;
  }

  /**
   * Sets the outputs for which readings are retained beyond their age until they are delivered; by
   * default all that ever moved a cursor.
   *
   * @param outputs their names.
   */
  public void retainFor(Set<String> outputs) {
    maintenance.waitFor(outputs);
  }

  /**
   * Sets the listener for readings that were deleted before an output had delivered them; it is
   * called on the journal's own thread. Without a listener these losses are recorded as findings.
   * Readings whose times can no longer be determined are reported at once, under the name {@code
   * journal}.
   *
   * @param listener receives the output's name and the finding.
   */
  public void onLoss(BiConsumer<String, Finding> listener) {
    maintenance.onLoss(listener);
    long unsure = writer.gate().released();
    if (unsure > 0) {
      listener.accept("journal", JournalFindings.TIMES_UNSURE.with("count", unsure));
    }
  }

  /**
   * Returns what the journal cannot do at the moment and no caller has noticed: syncing, rolling
   * up, keeping findings and frames.
   *
   * @return the failures that last; usually none.
   */
  public List<JournalFailure> failures() {
    return failures.present();
  }

  /** Whether the file is being checked in the background. */
  boolean isChecking() {
    return guard.isChecking();
  }

  /**
   * Does what is due: looks after the file, checks the clock, records what could not be recorded,
   * then roll-ups, retention, a sync.
   */
  void tick() {
    readings.releaseTimed();
    findings.retry();
    syncer.tick();
  }

  /**
   * Makes the whole journal safe against a power cut now. A failure is logged once, and the next
   * sync tries again.
   */
  public void sync() {
    syncer.sync();
  }

  /**
   * Writes a complete copy of the journal as it is now into a file, and checks it, while readings
   * are stored. What is only in memory is synced before. Any thread.
   *
   * @param target where nothing is; for its owner alone, and on the disk when this returns.
   * @return what was copied.
   * @throws JournalException when it cannot be written or is damaged; {@code target} is removed
   *     then.
   */
  public JournalCopy copyInto(Path target) throws JournalException {
    sync();
    return JournalCopy.ofOpen(syncer.path(), target);
  }

  /**
   * Writes the roll-ups of what is stored now, as is done at each sync anyway: for whoever has
   * stored a past, and knows that readings come at another pace from now on.
   */
  public void rollUp() {
    int passes = 0;
    do {
      maintenance.run();
    } while (maintenance.isBehind() && ++passes < MOST_PASSES);
  }

  /**
   * Writes the cursors to the file without waiting for the disk: they survive the end of the
   * program, however it ends, and after a power cut those of the last sync. If the file cannot be
   * written, the next sync tries again.
   */
  public void commitCursors() {
    writer.commitCursors();
  }

  /** Syncs and releases the file. It can be closed twice. */
  @Override
  public void close() {
    syncer.close(reader);
    file.close();
  }
}
