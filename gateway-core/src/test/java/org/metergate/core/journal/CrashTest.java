// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.spi.time.SystemTime;
import org.metergate.spi.time.VirtualTime;

/** The ends that nobody plans: of the process, and of the power. */
class CrashTest {
  private static final int KILLS = 4;
  private static final String INTEGRITY = "PRAGMA integrity_check";

  @TempDir Path folder;

  private final Random random = new Random(4711);

  @Test
  void killingTheProcessAtAnyMomentLosesAndRepeatsNothing() throws Exception {
    Path path = folder.resolve("journal.db");
    long acknowledged = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long after = acknowledged + 1 + random.nextInt(1500);
      acknowledged = runUntilKilled(path, after);
      try (Journal journal = Journal.open(new JournalSettings(path), new SystemTime())) {
        long newest = journal.newestId();
        assertTrue(
            newest == acknowledged || newest == acknowledged + 1, acknowledged + " then " + newest);
        List<StoredReading> all = journal.readAfter(0, Integer.MAX_VALUE);
        assertEquals(
            LongStream.rangeClosed(1, newest).boxed().toList(),
            all.stream().map(StoredReading::id).toList());
        for (StoredReading stored : all) {
          assertEquals(Samples.list((int) stored.id()), stored.reading());
        }
        long counter =
            Long.parseLong(journal.state(Samples.METER.name(), "counter").get().orElseThrow());
        // put before its reading is appended; a sync between the two may have written it already
        assertTrue(counter == newest || counter == newest + 1, counter + " beside " + newest);
        assertTrue(journal.cursor("home").orElse(0) <= newest, "the cursor is ahead");
        assertEquals(newest, journal.newestOf("electricity").orElseThrow().id());
        acknowledged = newest;
      }
      assertEquals("ok", Outside.text(path, INTEGRITY));
    }
  }

  private static Process start(Path path) throws IOException {
    return command(path).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static ProcessBuilder command(Path path, String... options) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of(options));
    words.addAll(
        List.of(
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CrashWriter.class.getName(),
            path.toString()));
    return new ProcessBuilder(words);
  }

  /** Returns the last id that the process told of. */
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
   * A power cut leaves what was synced, and of the log behind it as much as had reached the disk.
   */
  @Test
  void aPowerCutLeavesAllUpToTheLastSyncAndNoHalfReading() throws Exception {
    Path path = folder.resolve("journal.db");
    VirtualTime time = new VirtualTime(Samples.START);
    try (Journal journal = Samples.open(path, time)) {
      append(journal, 1, 40);
      journal.moveCursor("home", 30);
      journal.sync();
      append(journal, 41, 60);
      copy(path, folder.resolve("cut.db"));
      copy(wal(path), folder.resolve("cut-whole-log"));
    }
    byte[] log = Files.readAllBytes(folder.resolve("cut-whole-log"));
    int most = 0;
    for (int round = 0; round < 60; round++) {
      Path cut = folder.resolve("round.db");
      copy(folder.resolve("cut.db"), cut);
      Files.write(wal(cut), java.util.Arrays.copyOf(log, random.nextInt(log.length + 1)));
      try (Journal journal = Journal.openQuiet(new JournalSettings(cut), time, "boot-2")) {
        List<StoredReading> all = journal.readAfter(0, Integer.MAX_VALUE);
        assertTrue(all.size() >= 40, "only " + all.size());
        for (int i = 0; i < all.size(); i++) {
          assertEquals(new StoredReading(i + 1, Samples.list(i + 1)), all.get(i));
        }
        assertEquals(30, journal.cursor("home").orElseThrow());
        long next = journal.append(Samples.list(1));
        assertTrue(next > 60, "the number " + next + " was given before the cut");
        most = Math.max(most, all.size());
      }
      assertEquals("ok", Outside.text(cut, INTEGRITY));
    }
    assertTrue(most > 40, "no round had a part of the log");
  }

  private static Path wal(Path path) {
    return path.resolveSibling(path.getFileName() + "-wal");
  }

  private static void append(Journal journal, int first, int last) throws JournalException {
    for (int i = first; i <= last; i++) {
      journal.append(Samples.list(i));
    }
  }

  /** By another process: closing the file in this one would drop SQLite's locks on it. */
  private static void copy(Path from, Path to) throws Exception {
    Process process = new ProcessBuilder("cp", from.toString(), to.toString()).inheritIO().start();
    assertEquals(0, process.waitFor());
  }
}
