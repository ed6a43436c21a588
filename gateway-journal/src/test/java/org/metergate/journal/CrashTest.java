// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.rollup.Series;
import org.metergate.rollup.Downsampler;
import org.metergate.rollup.Resolution;
import org.metergate.rollup.Rollup;
import org.metergate.rollup.Sample;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;
import org.metergate.time.VirtualTime;

/** Crashes of the process, and power cuts. */
class CrashTest {
  private static final int KILLS = 4;
  private static final int MANY_KILLS = Integer.getInteger("metergate.kills", 100);
  private static final String INTEGRITY = "PRAGMA integrity_check";

  @TempDir Path folder;

  private final Random random = new Random(4711);

  @Test
  void killingTheProcessAtAnyMomentLosesAndRepeatsNothing() throws Exception {
    kill(KILLS);
  }

  /** Takes some minutes: run with {@code -Dmetergate.slow=true -Dtest=CrashTest}. */
  @Test
  @Tag("slow")
  @EnabledIfSystemProperty(named = "metergate.slow", matches = "true")
  void killingTheProcessAHundredTimesLosesAndRepeatsNothing() throws Exception {
    long newest = kill(MANY_KILLS);
    System.out.printf(
        "crash: %d kills within %d readings; %d roll-up rows, all right%n",
        MANY_KILLS,
        newest,
        PlainSql.number(folder.resolve("journal.db"), "SELECT count(*) FROM rollup_minute"));
  }

  private long kill(int times) throws Exception {
    Path path = folder.resolve("journal.db");
    long acknowledged = 0;
    for (int kill = 0; kill < times; kill++) {
      long after = acknowledged + 1 + random.nextInt(1500);
      acknowledged = runUntilKilled(path, after);
      VirtualTime time = new VirtualTime(Samples.START.plusSeconds(10 * acknowledged));
      try (Journal journal = CrashWriter.open(path, time)) {
        long newest = journal.readings().newestId();
        assertTrue(
            newest == acknowledged || newest == acknowledged + 1, acknowledged + " then " + newest);
        List<StoredReading> all = journal.readings().readAfter(0, Integer.MAX_VALUE);
        assertEquals(
            LongStream.rangeClosed(1, newest).boxed().toList(),
            all.stream().map(StoredReading::id).toList());
        for (StoredReading stored : all) {
          assertEquals(Samples.list((int) stored.id()), stored.reading());
        }
        long counter =
            Long.parseLong(
                journal.states().of(Samples.METER.name(), "counter").get().orElseThrow());
        // stored before its reading is appended; a sync between the two may have written it already
        assertTrue(counter == newest || counter == newest + 1, counter + " and newest " + newest);
        assertTrue(journal.cursors().of("home").orElse(0) <= newest, "the cursor is ahead");
        assertEquals(newest, journal.readings().newestOf("electricity").orElseThrow().id());
        compareRollups(journal, newest);
        acknowledged = newest;
      }
      assertEquals("ok", PlainSql.text(path, INTEGRITY));
    }
    return acknowledged;
  }

  /** The roll-ups right after a start are those of all readings. */
  private static void compareRollups(Journal journal, long newest) throws Exception {
    History history = journal.history();
    List<Series> series = history.series("electricity");
    for (Series one : List.of(series.get(0), series.get(19))) {
      if (one.usual() != 10_000) {
        return; // killed before it knew how often the meter is read
      }
      compareRollups(history, one, newest);
    }
  }

  private static void compareRollups(History history, Series series, long newest)
      throws JournalException {
    List<Sample> samples = new ArrayList<>();
    for (int i = 1; i <= newest; i++) {
      Reading list = Samples.list(i);
      Value.Decimal value =
          (Value.Decimal) list.measurement(series.quantity()).orElseThrow().value();
      long time = list.meterTime().orElseThrow().local().toEpochSecond(ZoneOffset.UTC);
      samples.add(new Sample(time * 1000, value.number()));
    }
    long from = Resolution.DAY.start(Samples.START.toEpochMilli(), ZoneOffset.UTC);
    long to = Resolution.DAY.end(samples.get(samples.size() - 1).time(), ZoneOffset.UTC);
    for (Resolution resolution : List.of(Resolution.MINUTE, Resolution.QUARTER, Resolution.HOUR)) {
      List<Rollup> expected =
          series.isCounter()
              ? Downsampler.counters(samples, 10_000, resolution.millis(), from, to)
              : Downsampler.gauges(samples, 10_000, resolution.millis(), from, to);
      List<Rollup> found = new ArrayList<>();
      history.intervals(
          List.of(series),
          Instant.ofEpochMilli(from),
          Instant.ofEpochMilli(to),
          resolution,
          ZoneOffset.UTC,
          (one, rollup) -> found.add(rollup));
      List<Rollup> given = expected.stream().filter(rollup -> rollup.readings() > 0).toList();
      assertEquals(text(given), text(found), resolution.label());
    }
  }

  private static String text(List<Rollup> rollups) {
    StringBuilder text = new StringBuilder();
    for (Rollup rollup : rollups) {
      text.append(rollup.from()).append(' ').append(rollup.covered()).append(' ');
      text.append(rollup.readings()).append(' ');
      if (rollup instanceof Rollup.Counter c) {
        text.append(c.first()).append(' ').append(c.last());
      } else if (rollup instanceof Rollup.Gauge g) {
        text.append(g.min().stripTrailingZeros()).append(' ');
        text.append(g.max().stripTrailingZeros()).append(' ');
        text.append(g.integral().stripTrailingZeros());
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static Process start(Path path) throws IOException {
    return command(path).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static ProcessBuilder command(Path path, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CrashWriter.class.getName(),
            path.toString()));
    return new ProcessBuilder(command);
  }

  /** Returns the last id that the process reported. */
  private static long runUntilKilled(Path path, long after) throws Exception {
    Process process = start(path);
    long last = 0;
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      String line;
      while ((line = out.readLine()) != null) {
        last = Long.parseLong(line);
        if (last == after) {
          // SIGKILL by its handle: the process object would also close the pipe that is read here.
          process.toHandle().destroyForcibly();
        }
      }
    }
    assertTrue(last >= after, "the process died by itself after " + last);
    process.waitFor();
    return last;
  }

  @Test
  void refusesAJournalThatAnotherProcessHas() throws Exception {
    Path path = folder.resolve("journal.db");
    Process process = start(path);
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      assertEquals("1", out.readLine());
      JournalException e =
          assertThrows(
              JournalException.class, () -> Samples.open(path, new VirtualTime(Samples.START)));
      assertEquals(JournalException.Cause.IN_USE, e.kind());
      assertTrue(e.getMessage().contains("(process " + process.pid() + ")"), e.getMessage());
    } finally {
      process.destroyForcibly().waitFor();
    }
    Samples.open(path, new VirtualTime(Samples.START)).close();
  }

  /**
   * A power cut leaves what was synced, and as much of the WAL after it as had reached the disk.
   */
  @Test
  void aPowerCutLeavesAllUpToTheLastSyncAndNoHalfReading() throws Exception {
    Path path = folder.resolve("journal.db");
    VirtualTime time = new VirtualTime(Samples.START);
    try (Journal journal = Samples.open(path, time)) {
      append(journal, 1, 40);
      journal.cursors().move("home", 30);
      journal.sync();
      append(journal, 41, 60);
      copy(path, folder.resolve("cut.db"));
      copy(wal(path), folder.resolve("cut-whole-log"));
    }
    byte[] log = Files.readAllBytes(folder.resolve("cut-whole-log"));
    int longest = 0;
    for (int round = 0; round < 60; round++) {
      Path cut = folder.resolve("round.db");
      copy(folder.resolve("cut.db"), cut);
      Files.write(wal(cut), java.util.Arrays.copyOf(log, random.nextInt(log.length + 1)));
      try (Journal journal = Journal.openQuiet(new JournalSettings(cut), time, "boot-2")) {
        List<StoredReading> all = journal.readings().readAfter(0, Integer.MAX_VALUE);
        assertTrue(all.size() >= 40, "only " + all.size());
        for (int i = 0; i < all.size(); i++) {
          assertEquals(new StoredReading(i + 1, Samples.list(i + 1)), all.get(i));
        }
        assertEquals(30, journal.cursors().of("home").orElseThrow());
        long next = journal.readings().append(Samples.list(1));
        assertTrue(next > 60, "the id " + next + " was assigned before the power cut");
        longest = Math.max(longest, all.size());
      }
      assertEquals("ok", PlainSql.text(cut, INTEGRITY));
    }
    assertTrue(longest > 40, "no round had a part of the WAL");
  }

  private static Path wal(Path path) {
    return path.resolveSibling(path.getFileName() + "-wal");
  }

  private static void append(Journal journal, int first, int last) throws JournalException {
    for (int i = first; i <= last; i++) {
      journal.readings().append(Samples.list(i));
    }
  }

  /** Copied by another process: closing the file in this one would drop SQLite's locks on it. */
  private static void copy(Path from, Path to) throws Exception {
    Process process = new ProcessBuilder("cp", from.toString(), to.toString()).inheritIO().start();
    assertEquals(0, process.waitFor());
  }
}
