// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.driver.multical.MulticalDriverProvider;
import org.metergate.emulator.link.EmulatorLinkProvider;
import org.metergate.health.MeterChain;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.journal.StoredReading;
import org.metergate.kit.ClockHost;
import org.metergate.kit.RecordingPlayer;
import org.metergate.retry.BackOff;
import org.metergate.spi.driver.HistoryStep;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ByteLinkProvider;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;
import org.metergate.testing.EndingLink;
import org.metergate.time.VirtualTime;

/** An emulated MULTICAL's loggers, read through driver, supervisor and journal on virtual time. */
class HistoryJobTest {
  private static final String METER = "meter";

  @TempDir private Path folder;

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-05-09T00:00:00Z"));
  private final MeterChain chain = new MeterChain(METER, time::now, (m, finding, change) -> {});
  private LongConsumer watch = passed -> {};
  private Journal journal;

  @BeforeEach
  void openJournal() throws Exception {
    journal =
        Journal.open(
            new JournalSettings(folder.resolve("journal.db"), Duration.ofSeconds(60)), time);
  }

  @AfterEach
  void closeJournal() {
    journal.close();
  }

  private HistoryJob job(HistoryStep step, String from, String to) {
    return new HistoryJob(
        METER, step, LocalDateTime.parse(from), LocalDateTime.parse(to), journal.readings());
  }

  /** Reads a meter for a while of its own time and returns the outcome of the request. */
  private HistoryJob.Outcome read(String model, Duration span, HistoryJob job) throws Exception {
    LinkSupervisor supervisor = supervisor(model, span);
    assertTrue(supervisor.requestHistory(job));
    supervisor.run();
    return job.await(Duration.ZERO);
  }

  private LinkSupervisor supervisor(String model, Duration span) throws Exception {
    LinkUri uri = LinkUri.parse("emulator:multical?model=" + model);
    var driver =
        RecordingPlayer.driver(
            new MulticalDriverProvider(), Map.of("supply", "mains", "interval", "1min"));
    return new LinkSupervisor(
        new LinkSpec(uri, new Ending(span, watch), "multical-kmp", driver, Map.of(METER, chain)),
        journal,
        new ClockHost(time),
        BackOff.usual());
  }

  /** Ends an emulated link as a recording ends, after a while. */
  private record Ending(Duration span, LongConsumer watch) implements ByteLinkProvider {
    @Override
    public String scheme() {
      return "emulator";
    }

    @Override
    public ByteLink open(LinkUri uri, LineSettings settings, Host host) throws LinkException {
      ByteLink link = new EmulatorLinkProvider().open(uri, settings, host);
      return new EndingLink(
          link,
          passed -> {
            watch.accept(passed);
            return passed > span.toNanos();
          },
          host.nanos(),
          host);
    }
  }

  private List<Reading> stored(Origin origin) throws Exception {
    return journal.readings().readAfter(0, 100_000).stream()
        .map(StoredReading::reading)
        .filter(reading -> reading.origin() == origin)
        .toList();
  }

  @Test
  void storesEachMonthOnceHoweverOftenItIsRead() throws Exception {
    HistoryJob.Outcome first =
        read(
            "603",
            Duration.ofMinutes(3),
            job(HistoryStep.MONTH, "2025-06-01T00:00", "2025-12-01T00:00"));
    assertTrue(first.ended(), first.toString());
    assertEquals(6, first.records(), first.toString());
    assertEquals(6, first.added());
    HistoryJob.Outcome again =
        read(
            "603",
            Duration.ofMinutes(3),
            job(HistoryStep.MONTH, "2025-05-01T00:00", "2025-12-01T00:00"));
    assertEquals(7, again.records());
    assertEquals(1, again.added(), "May came in addition");
    List<Reading> history = stored(Origin.HISTORY);
    assertEquals(7, history.size());
    assertEquals("2025-11-01T00:00", history.get(0).meterTime().orElseThrow().local().toString());
    assertEquals(Origin.LIVE, journal.readings().newestOf(METER).orElseThrow().reading().origin());
  }

  @Test
  void aRequestToALinkThatIsNoLongerReadFailsAtOnce() throws Exception {
    LinkSupervisor ended = supervisor("603", Duration.ofMinutes(1));
    ended.run();
    HistoryJob late = job(HistoryStep.MONTH, "2025-06-01T00:00", "2025-12-01T00:00");
    assertTrue(ended.requestHistory(late));
    HistoryJob.Outcome outcome = late.await(Duration.ZERO);
    assertTrue(outcome.ended(), "else the command would wait for ever");
    assertEquals("link-lost", outcome.failure().orElseThrow().code().id());
  }

  @Test
  void readsADayOfHoursWithLiveReadingsInBetween() throws Exception {
    HistoryJob.Outcome day =
        read(
            "403",
            Duration.ofMinutes(10),
            job(HistoryStep.HOUR, "2026-05-05T00:00", "2026-05-09T00:00"));
    assertEquals(96, day.records(), day.toString());
    List<Reading> live = stored(Origin.LIVE);
    assertTrue(live.size() >= 10, "one a minute, history or not: " + live.size());
    BigDecimal now = energy(live.get(0));
    for (Reading hour : stored(Origin.HISTORY)) {
      assertTrue(energy(hour).compareTo(now) <= 0, "the newest record comes first");
      now = energy(hour);
      String raw = hour.measurement("register_logger_record").orElseThrow().value().toString();
      assertTrue(raw.matches("([0-9A-F]+ ?)+"), "the raw record is kept: " + raw);
    }
  }

  /** With the model not configured: the type that a 601 sends decides which logger is read. */
  @ParameterizedTest
  @ValueSource(
      strings = {"601", "601&module=base", "601&year-last=true", "601&module=base&year-last=true"})
  void readsTheHoursOfALoggerModule(String model) throws Exception {
    HistoryJob.Outcome hours =
        read(
            model,
            Duration.ofMinutes(10),
            job(HistoryStep.HOUR, "2026-05-05T00:00", "2026-05-08T00:00"));
    assertTrue(hours.failure().isEmpty(), hours.toString());
    assertEquals(72, hours.records(), hours.toString());
    assertEquals(72, hours.added());
    List<Reading> history = stored(Origin.HISTORY);
    assertEquals("2026-05-07T23:00", history.get(0).meterTime().orElseThrow().local().toString());
    assertEquals("2026-05-05T00:00", history.get(71).meterTime().orElseThrow().local().toString());
    assertTrue(energy(history.get(71)).compareTo(energy(history.get(0))) < 0);
    assertTrue(stored(Origin.LIVE).size() >= 9, "one a minute, history or not");
  }

  /** The log holds 460 days, and page by page its beginning is approached. */
  @Test
  void readsTheLogOfAModuleToItsBeginning() throws Exception {
    HistoryJob.Outcome days =
        read(
            "601",
            Duration.ofMinutes(20),
            job(HistoryStep.DAY, "2020-01-01T00:00", "2199-01-01T00:00"));
    assertTrue(days.ended() && days.failure().isEmpty(), days.toString());
    assertEquals(460, days.records(), days.toString());
  }

  @Test
  void saysThatA601WithoutALoggerModuleGivesNoHistory() throws Exception {
    HistoryJob.Outcome outcome =
        read(
            "601&module=none",
            Duration.ofMinutes(2),
            job(HistoryStep.HOUR, "2026-01-01T00:00", "2026-05-01T00:00"));
    assertEquals("no-history", outcome.failure().orElseThrow().code().id());
  }

  private static BigDecimal energy(Reading reading) {
    Value value = reading.measurement("heat_energy").orElseThrow().value();
    return ((Value.Decimal) value).number();
  }

  @Test
  void saysThatAMeterGivesNoHistory() throws Exception {
    HistoryJob.Outcome outcome =
        read(
            "21",
            Duration.ofMinutes(2),
            job(HistoryStep.DAY, "2026-01-01T00:00", "2026-05-01T00:00"));
    assertTrue(outcome.ended());
    assertEquals("no-history", outcome.failure().orElseThrow().code().id());
    assertEquals(0, outcome.records());
  }

  @Test
  void endsAWishWithTheLinkAndKeepsWhatWasRead() throws Exception {
    HistoryJob.Outcome outcome =
        read(
            "603",
            Duration.ofSeconds(40),
            job(HistoryStep.HOUR, "2025-01-01T00:00", "2026-05-09T00:00"));
    assertTrue(outcome.ended());
    assertEquals("end-of-input", outcome.failure().orElseThrow().code().id());
    assertTrue(outcome.records() > 8, outcome.toString());
    assertEquals(outcome.records(), stored(Origin.HISTORY).size());
  }

  /** The caller gives up after some records; the driver asks the meter for no more of them. */
  @Test
  void stopsToAskTheMeterWhenNobodyWaitsForTheRecords() throws Exception {
    HistoryJob job = job(HistoryStep.HOUR, "2025-01-01T00:00", "2026-05-09T00:00");
    watch =
        passed -> {
          if (passed > Duration.ofSeconds(40).toNanos()) {
            job.withdraw();
          }
        };
    HistoryJob.Outcome outcome = read("603", Duration.ofMinutes(10), job);
    assertTrue(outcome.ended());
    assertTrue(outcome.failure().isEmpty());
    assertTrue(outcome.records() > 8 && outcome.records() < 300, outcome.toString());
    assertEquals("2026-05-09T00:00", outcome.newest().orElseThrow().plusHours(1).toString());
    assertEquals(
        outcome.records(),
        1
            + Duration.between(outcome.oldest().orElseThrow(), outcome.newest().orElseThrow())
                .toHours());
  }

  @Test
  void refusesAWishThatTheDriverCannotFill() throws Exception {
    var driver = RecordingPlayer.driver(new MulticalDriverProvider(), Map.of("model", "382"));
    LinkSupervisor supervisor =
        new LinkSupervisor(
            new LinkSpec(
                LinkUri.parse("emulator:multical?model=382"),
                new EmulatorLinkProvider(),
                "multical-kmp",
                driver,
                Map.of(METER, chain)),
            journal,
            new ClockHost(time),
            BackOff.usual());
    assertFalse(
        supervisor.requestHistory(job(HistoryStep.DAY, "2026-01-01T00:00", "2026-05-01T00:00")));
  }
}
