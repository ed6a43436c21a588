// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.health.MeterChain;
import org.metergate.journal.History;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.JournalSettings;
import org.metergate.journal.StoredFrame;
import org.metergate.journal.StoredReading;
import org.metergate.journal.clock.ClockWait;
import org.metergate.kit.ClockHost;
import org.metergate.kit.ScriptedLink;
import org.metergate.retry.BackOff;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ByteLinkProvider;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkProvider;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Nameplate;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;
import org.metergate.time.VirtualTime;

class LinkSupervisorTest {
  @TempDir private Path folder;

  private static final List<Measurement> TOY =
      List.of(Measurement.of(Quantities.LIST_ID, new Value.Text("toy"), "0"));

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-07T12:00:00Z"));
  private final List<String> reported = new ArrayList<>();
  private final MeterChain chain =
      new MeterChain("el", time::now, (m, finding, change) -> reported.add(change + " " + finding));
  private final List<Duration> openings = new ArrayList<>();
  private Runnable beforePause = () -> {};
  private LinkSupervisor supervisor;
  private Journal journal;

  /** How often the link has a byte, all of them after 400 s. */
  private int arrivals = 1;

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

  /** What happens at one opening of the link: a session, or an exception. */
  private interface ScriptedSession {
    void play(ByteLink link, Session session) throws LinkLostException, InterruptedException;
  }

  @Test
  void opensAgainWithGrowingPausesUntilAGoodFrameCame() throws Exception {
    ScriptedSession missing = null;
    ScriptedSession good =
        (link, session) -> {
          session.meter("el").passed(Stage.FRAMES);
          publish(session);
          throw lost();
        };
    supervise(missing, missing, missing, good, missing, missing);
    // pauses of 1, 2, 4 s, then reset by the good frame: 1, 2 s
    assertEquals(seconds(0, 1, 3, 7, 8, 10), openings.subList(0, 6));
    assertEquals(1, journal.readings().readAfter(0, 10).size());
    assertEquals(
        List.of(
            "BEGAN no-such-port {port=/dev/x}",
            "ENDED no-such-port {port=/dev/x}",
            "BEGAN link-lost {port=/dev/x}",
            "ENDED link-lost {port=/dev/x}",
            "BEGAN no-such-port {port=/dev/x}"),
        reported);
  }

  @Test
  void saysOfEachMeterThatTheClockIsNotSetUntilItIs() throws Exception {
    journal.close();
    Path timesync = Files.createDirectory(folder.resolve("timesync"));
    journal =
        Journal.open(
            new JournalSettings(
                folder.resolve("journal.db"),
                Duration.ofSeconds(1),
                JournalSettings.USUAL_KEEP_RAW,
                JournalSettings.USUAL_MAX_SIZE,
                ZoneOffset.UTC,
                new ClockWait(Optional.of(timesync), folder, Duration.ofMinutes(10))),
            time);
    supervise(
        (link, session) -> {
          session.meter("el").passed(Stage.LIST);
          publish(session);
          session.meter("el").passed(Stage.LIST);
          publish(session);
          setTheClock(timesync);
          publish(session);
          session.meter("el").passed(Stage.LIST);
          publish(session);
          session.meter("el").passed(Stage.LIST);
          throw lost();
        });
    assertEquals(
        List.of("BEGAN clock-waited-for {most=10 min}", "ENDED clock-waited-for {most=10 min}"),
        reported.stream().filter(text -> text.contains("clock")).toList());
    assertEquals(4, journal.readings().readAfter(0, 10).size());
  }

  @Test
  void remarksOnceThatAMetersClockIsMonthsWrongAndThatItIsSet() throws Exception {
    supervise(
        (link, session) -> {
          for (String meterTime :
              List.of(
                  "2025-10-01T12:00:00", // months behind
                  "2025-10-01T12:00:10",
                  "2025-10-01T12:00:20",
                  "2026-01-07T13:00:30", // hours ahead: only another time zone
                  "2026-01-20T13:00:40", // days ahead
                  "2027-01-07T12:00:50", // a year ahead
                  "2027-01-07T12:01:00")) {
            session.meter("el").passed(Stage.LIST);
            publish(session, Optional.of(MeterTime.local(LocalDateTime.parse(meterTime))));
          }
          session
              .meter("el")
              .publishSubMeter(
                  "gas",
                  "1",
                  Optional.of(MeterTime.local(LocalDateTime.parse("2020-01-01T00:00:00"))),
                  TOY);
          throw lost();
        });
    assertEquals(
        List.of("BEGAN meter-clock", "ENDED meter-clock", "BEGAN meter-clock"),
        reported.stream().filter(text -> text.contains("clock")).toList());
    assertEquals(8, journal.readings().readAfter(0, 10).size());
  }

  private void setTheClock(Path timesync) {
    try {
      Files.createFile(timesync.resolve("synchronized"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (journal.readings().waitsForClock() || journal.readings().newestId() < 2) {
      assertTrue(System.nanoTime() < deadline, "the clock was not checked");
      Thread.onSpinWait();
    }
  }

  @Test
  void aDriversBugEndsItsSessionAndNamesItsPlaceButNotItsMessage() throws Exception {
    supervise(
        (link, session) -> {
          throw new IllegalStateException("key 00112233445566778899AABBCCDDEEFF");
        },
        (link, session) -> {
          throw new StackOverflowError();
        },
        (link, session) -> {
          session.meter("el").passed(Stage.FRAMES);
          publish(session);
          throw lost();
        });
    assertTrue(reported.get(0).contains("IllegalStateException in "), reported::toString);
    assertTrue(reported.stream().noneMatch(text -> text.contains("0011")), reported::toString);
    assertEquals(1, journal.readings().readAfter(0, 10).size());
  }

  @Test
  void whatADriverSaysOfAMeterIsKeptWithItsNumber() throws Exception {
    supervise(
        (link, session) -> {
          MeterSession meter = session.meter("el");
          meter.publish("16", Optional.empty(), TOY);
          meter.describe(Nameplate.of("Maker", "Old\nmodel"));
          meter.publish("17", Optional.empty(), TOY);
          meter.publishSubMeter("gas", "1", Optional.empty(), TOY);
          meter.describe(Nameplate.of("Maker", "New model"));
          meter.publish("18", Optional.empty(), TOY);
          throw lost();
        });
    History history = journal.history();
    assertEquals(Optional.empty(), history.model(MeterRef.of("el", "16")));
    assertEquals(Optional.of("Old model"), history.model(MeterRef.of("el", "17")));
    assertEquals(Optional.of("New model"), history.model(MeterRef.of("el", "18")));
    assertEquals(Optional.empty(), history.model(new MeterRef("el", "gas", "1")));
  }

  @Test
  void whatInterruptedAPauseIsNotTheReasonForTheNextLoss() throws Exception {
    beforePause =
        () -> {
          beforePause = () -> {};
          supervisor.replaceDriver();
          Thread.currentThread().interrupt(); // as the watch does to the thread of the link
        };
    ScriptedSession missing = null;
    ScriptedSession cut =
        (link, session) -> {
          throw lost();
        };
    supervise(missing, cut);
    assertTrue(reported.contains("BEGAN link-lost {port=/dev/x}"), reported::toString);
  }

  @Test
  void aRecordingIsPlayedOnce() throws Exception {
    supervise(
        (link, session) -> {
          throw new LinkLostException(LinkFindings.END_OF_INPUT.with("port", "f"), null);
        });
    assertEquals(1, openings.size());
  }

  /** A pause of a quarter of an hour, at one telegram a second with two findings each. */
  @Test
  void whateverArrivedIsTakenAtOnceHoweverMuchItIs() throws Exception {
    arrivals = 5000;
    supervise(
        (link, session) -> {
          byte[] chunk = new byte[64];
          for (int i = 0; i < 5000; i++) {
            assertEquals(1, link.read(chunk, Duration.ofSeconds(1000)));
            session.meter("el").find(new FindingCode("a", Stage.LIST, Kind.EVENT).with());
            session.meter("el").find(new FindingCode("b", Stage.LIST, Kind.EVENT).with());
            publish(session);
          }
          throw lost();
        });
    List<StoredReading> stored = journal.readings().readAfter(0, 10_000);
    assertEquals(5000, stored.size());
    assertEquals(
        5000, stored.stream().map(one -> one.reading().receivedAt()).distinct().count(), "times");
    assertEquals(Instant.parse("2026-01-07T12:06:41Z"), time.now(), "no call was delayed");
    assertTrue(reported.stream().noneMatch(text -> text.contains("floods")), reported::toString);
  }

  @Test
  void readingsOutOfNothingAreStoppedEvenIfMuchWasReadBefore() throws Exception {
    supervise(
        (link, session) -> {
          assertEquals(1, link.read(new byte[64], Duration.ofSeconds(1000)));
          while (true) {
            publish(session);
          }
        });
    assertTrue(reported.contains("BEGAN driver-floods {driver=toy}"), reported::toString);
    int taken = journal.readings().readAfter(0, 10_000).size();
    assertTrue(taken <= 1000 + 50 * 15, taken + " readings");
  }

  @Test
  void readingsThatWaitedAreStoredWhileTheLineIsIdle() throws Exception {
    supervise(
        (link, session) -> {
          try {
            Connection other = lockedJournal();
            publish(session);
            other.close();
          } catch (SQLException e) {
            throw new AssertionError(e);
          }
          assertEquals(0, link.read(new byte[64], Duration.ofSeconds(1)));
          assertEquals(1, journal.readings().newestId());
          throw lost();
        });
    assertTrue(reported.get(1).startsWith("ENDED not-stored"), reported::toString);
  }

  @Test
  void framesThatWaitForTheirKeyWaitForALockedJournalWithTheReadings() throws Exception {
    Instant[] arrived = new Instant[1];
    supervise(
        (link, session) -> {
          try {
            Connection other = lockedJournal();
            arrived[0] = time.now();
            byte[] frame = {1};
            session.meter("el").keepUndecoded(frame);
            frame[0] = 9; // a driver may use its array again
            publish(session);
            session.pause(Duration.ofSeconds(10));
            session.meter("el").keepUndecoded(new byte[] {2});
            session.pause(Duration.ofSeconds(10));
            other.close();
          } catch (SQLException e) {
            throw new AssertionError(e);
          }
          assertEquals(0, link.read(new byte[64], Duration.ofSeconds(1)));
          assertEquals(List.of(arrived[0], arrived[0].plusSeconds(10)), keptTimes());
          assertEquals(1, journal.readings().newestId());
          throw lost();
        });
    List<StoredFrame> kept = journal.undecoded().frames("el", journal.undecoded().range());
    assertEquals(1, kept.get(0).frame().bytes()[0]);
    assertEquals(2, kept.get(1).frame().bytes()[0]);
    assertEquals(List.of(), journal.failures());
  }

  @Test
  void aFrameThatWaitedEndsTheFaultButIsNoReading() throws Exception {
    supervise(
        (link, session) -> {
          try {
            Connection other = lockedJournal();
            session.meter("el").keepUndecoded(new byte[] {1});
            other.close();
          } catch (SQLException e) {
            throw new AssertionError(e);
          }
          assertEquals(0, link.read(new byte[64], Duration.ofSeconds(1)));
          throw lost();
        });
    assertTrue(reported.get(0).startsWith("BEGAN not-stored"), reported::toString);
    assertTrue(reported.get(1).startsWith("ENDED not-stored"), reported::toString);
    assertEquals(Optional.empty(), chain.snapshot().lastReading());
  }

  private List<Instant> keptTimes() {
    try {
      return journal.undecoded().frames("el", journal.undecoded().range()).stream()
          .map(stored -> stored.frame().receivedAt())
          .toList();
    } catch (JournalException e) {
      throw new AssertionError(e);
    }
  }

  private Connection lockedJournal() throws SQLException {
    Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
    try (Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
    }
    return other;
  }

  @Test
  void reportsSilenceOnceAndItsEnd() throws Exception {
    supervise(
        (link, session) -> {
          byte[] chunk = new byte[16];
          for (int i = 0; i < 1000; i++) {
            link.read(chunk, Duration.ofMillis(500));
          }
          throw lost();
        });
    assertEquals("BEGAN silent {seconds=30}", reported.get(0));
    assertEquals("ENDED silent {seconds=30}", reported.get(1));
    assertEquals("BEGAN silent {seconds=30}", reported.get(2));
  }

  @Test
  void driverRemembersThroughTheJournal() throws Exception {
    supervise(
        (link, session) -> {
          session.meter("el").state("counter").put("41");
          throw lost();
        },
        (link, session) -> {
          assertEquals(Optional.of("41"), session.meter("el").state("counter").get());
          publish(session);
          throw lost();
        });
    assertEquals(1, journal.readings().readAfter(0, 10).size());
  }

  @Test
  void reportsWhenKeptFramesAreDropped() throws Exception {
    supervise(
        (link, session) -> {
          session.meter("el").keepUndecoded(new byte[10]);
          session.meter("el").keepUndecoded(new byte[10]);
          session.pause(Duration.ofDays(31));
          session.meter("el").keepUndecoded(new byte[10]);
          session.meter("el").keepUndecoded(new byte[10]);
          throw lost();
        });
    assertEquals("HAPPENED kept-dropped {meter=el, count=2}", reported.get(0));
    assertEquals(1, reported.stream().filter(text -> text.contains("kept-dropped")).count());
    assertEquals(2, journal.undecoded().frames("el", journal.undecoded().range()).size());
  }

  @Test
  void findingOfAnUnknownMeterIsTheDriversBug() throws Exception {
    FindingCode odd = new FindingCode("odd", Stage.LIST, FindingCode.Kind.EVENT);
    supervise((link, session) -> session.meter("another").find(odd.with()));
    assertTrue(reported.get(0).startsWith("BEGAN driver-bug"), reported::toString);
  }

  @Test
  void aClassThatCannotBeLoadedIsADamagedJar() throws Exception {
    supervise(
        (link, session) -> {
          throw new NoClassDefFoundError("org/example/Part");
        });
    assertTrue(reported.get(0).startsWith("BEGAN driver-damaged"), reported::toString);
  }

  @Test
  void readingsAreJournaledInTheirOrder() throws Exception {
    supervise(
        (link, session) -> {
          for (int i = 1; i <= 100; i++) {
            publish(session);
            session.pause(Duration.ofSeconds(10));
          }
          throw lost();
        });
    List<Long> telegrams =
        journal.readings().readAfter(0, 1000).stream()
            .map(StoredReading::reading)
            .map(Reading::telegram)
            .toList();
    assertEquals(java.util.stream.LongStream.rangeClosed(1, 100).boxed().toList(), telegrams);
    assertEquals(time.now(), Instant.parse("2026-01-07T12:16:40Z").plusSeconds(1));
  }

  /** Plays one script per opening; null is a port that is missing. Ends after the last. */
  private void supervise(ScriptedSession... scriptedSessions) {
    long begin = time.nanos();
    LinkProvider provider =
        new ByteLinkProvider() {
          @Override
          public String scheme() {
            return "test";
          }

          @Override
          public ByteLink open(LinkUri uri, LineSettings settings, Host host)
              throws LinkException, InterruptedException {
            if (openings.size() == scriptedSessions.length) {
              throw new InterruptedException("all scripts were played");
            }
            openings.add(Duration.ofNanos(time.nanos() - begin));
            if (scriptedSessions[openings.size() - 1] == null) {
              throw new LinkException(LinkFindings.NO_SUCH_PORT.with("port", "/dev/x"), null);
            }
            ScriptedLink line = new ScriptedLink(time);
            for (int i = 0; i < arrivals; i++) {
              line.at(Duration.ofSeconds(400), new byte[] {0x7E});
            }
            return line.lostAt(Duration.ofDays(1));
          }
        };
    LinkSpec link =
        new LinkSpec(
            LinkUri.parse("test:x"),
            provider,
            "toy",
            driver(scriptedSessions),
            Map.of("el", chain));
    BackOff steady =
        new BackOff(
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            () -> {
              beforePause.run();
              return 0.5;
            });
    supervisor = new LinkSupervisor(link, journal, new ClockHost(time), steady);
    supervisor.run();
    assertTrue(Thread.interrupted() || openings.size() < scriptedSessions.length + 1);
  }

  private MeterDriver driver(ScriptedSession... scriptedSessions) {
    return new ByteDriver() {
      @Override
      public LineSettings settings() {
        return LineSettings.eightNone(2400);
      }

      @Override
      public Duration normalSilence() {
        return Duration.ofSeconds(30);
      }

      @Override
      public Duration usualInterval() {
        return Duration.ofSeconds(10);
      }

      @Override
      public void session(ByteLink link, Session session)
          throws LinkLostException, InterruptedException {
        scriptedSessions[openings.size() - 1].play(link, session);
      }
    };
  }

  private static LinkLostException lost() {
    return new LinkLostException(LinkFindings.LINK_LOST.with("port", "/dev/x"), null);
  }

  private static List<Duration> seconds(int... seconds) {
    return java.util.Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList();
  }

  private static void publish(Session session) {
    publish(session, Optional.empty());
  }

  private static void publish(Session session, Optional<MeterTime> meterTime) {
    session.meter("el").publish("4711", meterTime, TOY);
  }
}
