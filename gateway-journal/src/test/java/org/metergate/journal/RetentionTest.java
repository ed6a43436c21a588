// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.rollup.Resolution;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Origin;
import org.metergate.time.VirtualTime;

class RetentionTest {
  private static final int HOUR = 360;

  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime(Samples.START);
  private final List<Finding> findings = new ArrayList<>();
  private Path path;

  @BeforeEach
  void nameTheFile() {
    path = folder.resolve("journal.db");
  }

  private Journal open(Duration keep, long size) throws JournalException {
    JournalSettings settings =
        new JournalSettings(path, Duration.ofSeconds(60), keep, size, ZoneOffset.UTC);
    Journal journal = Journal.openQuiet(settings, time, "boot-1");
    journal.onLoss((output, finding) -> findings.add(finding));
    return journal;
  }

  /** Appends readings every 10 s, and runs the journal's maintenance every minute. */
  private void live(Journal journal, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      journal.readings().append(Samples.list(i));
      time.pause(Duration.ofSeconds(10));
      if (i % 6 == 0) {
        journal.tick();
      }
    }
  }

  /** A day without a reading, after which the clock is believed. */
  private void believe(Journal journal) throws Exception {
    time.pause(Duration.ofHours(25));
    journal.tick();
  }

  private long oldest() throws Exception {
    return PlainSql.number(path, "SELECT min(id) FROM reading");
  }

  private List<String> hours(Journal journal) throws JournalException {
    List<String> hours = new ArrayList<>();
    journal
        .history()
        .intervals(
            journal.history().series("electricity").subList(0, 1),
            Samples.START.minusSeconds(3600),
            Samples.START.plusSeconds(5 * 3600),
            Resolution.HOUR,
            ZoneOffset.UTC,
            (series, rollup) -> hours.add(rollup.toString()));
    return hours;
  }

  @Test
  void readingsGoByAgeAndRollUpsStay() throws Exception {
    List<String> before;
    try (Journal journal = open(Duration.ofDays(400), 100_000_000)) {
      live(journal, 0, 4 * HOUR);
      before = hours(journal);
    }
    try (Journal journal = open(Duration.ofHours(1), 100_000_000)) {
      believe(journal);
      assertTrue(oldest() > 3 * HOUR - 10, "oldest " + oldest());
      assertTrue(oldest() <= 3 * HOUR + 10, "oldest " + oldest());
      assertEquals(before, hours(journal));
      Finding said = findings.get(0);
      assertEquals(JournalFindings.READINGS_EXPIRED, said.code());
      assertEquals(Long.toString(oldest() - 1), said.parameters().get("count"));
      assertEquals(1, findings.size());
    }
  }

  @Test
  void aLongPassIsManyAnswersOfTheThreadThatIsWatched() throws Exception {
    try (Journal journal = open(Duration.ofHours(1), 100_000_000)) {
      for (int i = 0; i < 12 * HOUR; i++) {
        journal.readings().append(Samples.list(i));
        time.pause(Duration.ofSeconds(10));
      }
      long before = journal.thread().answers();
      journal.tick();
      long rolledUp = journal.thread().answers();
      assertTrue(rolledUp - before > 12, "one with each hour: " + (rolledUp - before));
      believe(journal);
      assertTrue(journal.thread().answers() - rolledUp > 4, "one with each 1000 rows");
    }
  }

  @Test
  void whatAnOutputWaitsForOutlivesItsAge() throws Exception {
    try (Journal journal = open(Duration.ofHours(1), 100_000_000)) {
      journal.cursors().move("home", 100);
      journal.cursors().move("removed from the configuration", 3);
      journal.retainFor(Set.of("home"));
      live(journal, 0, 4 * HOUR);
      believe(journal);
      assertEquals(101, oldest());
      journal.cursors().move("home", 4 * HOUR);
      time.pause(Duration.ofSeconds(60));
      journal.tick();
      assertTrue(oldest() > 2 * HOUR);
      assertEquals(
          List.of(JournalFindings.READINGS_EXPIRED), findings.stream().map(Finding::code).toList());
    }
  }

  @Test
  void sizeWinsAndTellsWhatAnOutputLost() throws Exception {
    try (Journal journal = open(Duration.ofDays(400), 1_000_000)) {
      journal.cursors().move("home", 100);
      live(journal, 0, 40 * HOUR);
      long used =
          512
              * (PlainSql.number(path, "PRAGMA page_count")
                  - PlainSql.number(path, "PRAGMA freelist_count"));
      assertTrue(used < 1_100_000, used + " bytes");
      long gone = oldest() - 1;
      assertTrue(gone > 100, "oldest " + oldest());
      assertEquals(JournalFindings.READINGS_DROPPED, findings.get(0).code());
      assertEquals("home", findings.get(0).parameters().get("output"));
      long counted =
          findings.stream().mapToLong(f -> Long.parseLong(f.parameters().get("count"))).sum();
      assertTrue(counted > 0 && counted <= gone - 100, counted + " of " + gone);
      assertTrue(findings.size() <= 40, "reported once an hour, not " + findings.size() + " times");
    }
  }

  @Test
  void aRecordThatComesAfterItsReadingsWentChangesNoRollUp() throws Exception {
    try (Journal journal = open(Duration.ofHours(1), 100_000_000)) {
      live(journal, 0, 4 * HOUR);
      believe(journal);
      assertTrue(oldest() > 2 * HOUR);
      List<String> before = hours(journal);
      Instant old = Samples.START.plusSeconds(600);
      journal
          .readings()
          .append(
              new org.metergate.spi.reading.Reading(
                  Samples.METER,
                  1,
                  Origin.HISTORY,
                  old,
                  java.util.Optional.empty(),
                  Samples.list(60).measurements()));
      for (int i = 0; i < 5; i++) {
        time.pause(Duration.ofSeconds(60));
        journal.tick();
      }
      assertEquals(before, hours(journal));
    }
  }

  @Test
  void theLossHasItsSentenceAndItsNextStep() {
    ResourceBundle bundle = ResourceBundle.getBundle(JournalFindings.MESSAGES, Locale.ROOT);
    String id = JournalFindings.READINGS_DROPPED.id();
    assertTrue(bundle.getString(id).contains("{count}"));
    assertTrue(bundle.getString(id).contains("{output}"));
    assertTrue(bundle.getString(id + ".next").endsWith("."));
  }
}
