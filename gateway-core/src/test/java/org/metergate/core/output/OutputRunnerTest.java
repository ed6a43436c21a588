// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.health.OutputHealth;
import org.metergate.core.journal.Journal;
import org.metergate.core.journal.JournalSettings;
import org.metergate.core.retry.BackOff;
import org.metergate.core.testing.SampleReadings;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.time.VirtualTime;

class OutputRunnerTest {
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private static final Finding AWAY =
      new FindingCode("away", Stage.DELIVERED, FindingCode.Kind.FAULT).with();
  private static final Finding ODD =
      new FindingCode("odd", Stage.DELIVERED, FindingCode.Kind.EVENT).with();

  private final VirtualTime time = new VirtualTime(START);
  private Journal journal;
  private final ScriptedOutput output = new ScriptedOutput();
  private final List<String> told = new ArrayList<>();
  private OutputRunner runner;

  @TempDir Path folder;

  @BeforeEach
  void openTheJournal() throws Exception {
    journal = Journal.open(new JournalSettings(folder.resolve("journal.db")), time);
    runner = newRunner();
  }

  @AfterEach
  void closeTheJournal() {
    journal.close();
  }

  private OutputRunner newRunner() {
    return new OutputRunner(
        output,
        journal,
        time,
        (name, finding, change) -> told.add(name + " " + finding.code().id() + " " + change),
        new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> 0.5));
  }

  @Test
  void deliversEveryReadingOnceAndInOrder() throws Exception {
    runner.step();
    append(250);
    while (runner.step().isZero()) {
      assertTrue(output.delivered.size() <= 250);
    }
    assertEquals(LongStream.rangeClosed(1, 250).boxed().toList(), output.delivered);
    assertEquals(250, journal.cursor("home").orElseThrow());
    assertEquals(List.of(), told);
  }

  @Test
  void repeatsAfterAFailureWhatTheOtherSideMayHaveForgotten() throws Exception {
    output.forgets = Duration.ofSeconds(10);
    runner = newRunner();
    runner.step();
    for (int i = 0; i < 5; i++) {
      append(1);
      runner.step();
      time.pause(Duration.ofSeconds(4));
    }
    output.obstacle = Optional.of(AWAY);
    runner.step();
    runner.step();
    output.obstacle = Optional.empty();
    append(1);
    runner.step();
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 4L, 5L, 6L), output.delivered);
    assertEquals(0, runner.health().queued());
    assertEquals(3, journal.cursor("home").orElseThrow());
  }

  @Test
  void getsOnThoughEachDeliveryEndsInAFailure() throws Exception {
    output.forgets = Duration.ofSeconds(10);
    runner = newRunner();
    runner.step();
    append(100);
    int steps = 0;
    while (runner.health().queued() > 0) {
      output.next = new Delivery.TryAgain(10, AWAY);
      time.pause(runner.step().plusSeconds(5));
      assertTrue(++steps < 300, "it does not get on: " + output.delivered);
    }
    assertEquals(100, output.delivered.stream().distinct().count());
  }

  @Test
  void repeatsNothingWhereAnAcknowledgementIsWorthWhatItSays() throws Exception {
    runner.step();
    append(3);
    runner.step();
    output.obstacle = Optional.of(AWAY);
    runner.step();
    output.obstacle = Optional.empty();
    append(1);
    runner.step();
    assertEquals(List.of(1L, 2L, 3L, 4L), output.delivered);
  }

  @Test
  void tellsWhatIsInTheWayWhenAllIsDelivered() throws Exception {
    output.obstacleAtTheEnd = Optional.of(AWAY);
    append(1);
    while (runner.step().isZero()) {
      assertTrue(output.delivered.size() <= 1);
    }
    assertEquals(AWAY, runner.health().fault().orElseThrow().finding());
  }

  @Test
  void startsANewOutputAtTheNewestReading() throws Exception {
    append(1000);
    runner.step();
    append(2);
    runner.step();
    assertEquals(List.of(1001L, 1002L), output.delivered);
    assertEquals(List.of("home output-starts-at-newest HAPPENED"), told);
  }

  @Test
  void losesNothingWhenStoppedBeforeItsFirstDelivery() throws Exception {
    output.obstacle = Optional.of(AWAY);
    append(2);
    runner.step();
    append(3);
    runner.step();
    journal.close();
    openTheJournal();
    output.obstacle = Optional.empty();
    runner.step();
    assertEquals(List.of(3L, 4L, 5L), output.delivered);
  }

  @Test
  void movesItsCursorOnlyPastWhatHasArrived() throws Exception {
    runner.step();
    append(5);
    output.next = new Delivery.TryAgain(2, AWAY);
    Duration wait = runner.step();
    assertEquals(Duration.ofSeconds(1), wait);
    assertEquals(2, journal.cursor("home").orElseThrow());
    runner.step();
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), output.delivered);
  }

  @Test
  void passesOverAReadingThatIsRefused() throws Exception {
    runner.step();
    append(4);
    output.next = new Delivery.Refused(1, ODD);
    assertEquals(Duration.ZERO, runner.step());
    runner.step();
    assertEquals(List.of(1L, 3L, 4L), output.delivered);
    assertEquals(List.of("home odd HAPPENED"), told);
  }

  @Test
  void backsOffWhileTheOtherSideIsAwayAndStartsAfreshAfterADelivery() throws Exception {
    runner.step();
    append(1);
    output.obstacle = Optional.of(AWAY);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Duration wait = runner.step();
      waits.add(wait.toSeconds());
      time.pause(wait);
    }
    assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L), waits);
    output.obstacle = Optional.empty();
    assertEquals(Duration.ZERO, runner.step());
    output.obstacle = Optional.of(AWAY);
    assertEquals(Duration.ofSeconds(1), runner.step());
    assertEquals(List.of("home away BEGAN", "home away ENDED", "home away BEGAN"), told);
  }

  @Test
  void doesNotTakeAFlappingConnectionForARecovery() throws Exception {
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      runner.step();
      output.obstacle = Optional.of(AWAY);
      Duration wait = runner.step();
      waits.add(wait.toSeconds());
      time.pause(wait);
      output.obstacle = Optional.empty();
    }
    assertEquals(List.of(1L, 2L, 4L, 8L), waits);
    time.pause(Duration.ofSeconds(60));
    runner.step();
    output.obstacle = Optional.of(AWAY);
    assertEquals(Duration.ofSeconds(1), runner.step());
  }

  @Test
  void reportsQueueOldestReadingFaultAndLastDelivery() throws Exception {
    runner.step();
    append(1);
    runner.step();
    Instant delivered = time.now();
    output.obstacle = Optional.of(AWAY);
    time.pause(Duration.ofSeconds(10));
    append(1);
    Instant oldest = time.now();
    time.pause(Duration.ofSeconds(10));
    append(1);
    Instant since = time.now();
    runner.step();
    time.pause(Duration.ofSeconds(1));
    runner.step();
    OutputHealth health = runner.health();
    assertEquals("home", health.output());
    assertEquals("scripted", health.type());
    assertEquals(1, health.delivered());
    assertEquals(2, health.queued());
    assertEquals(Optional.of(oldest), health.oldestWaiting());
    assertEquals(Optional.of(delivered), health.lastDelivery());
    assertEquals(AWAY, health.fault().orElseThrow().finding());
    assertEquals(since, health.fault().orElseThrow().since());
    assertEquals(2, health.fault().orElseThrow().count());
    output.obstacle = Optional.empty();
    runner.step();
    assertEquals(0, runner.health().queued());
    assertEquals(Optional.empty(), runner.health().oldestWaiting());
    assertEquals(Optional.empty(), runner.health().fault());
  }

  @Test
  void leavesTheOtherSideAloneForAsLongAsItAsks() throws Exception {
    runner.step();
    append(1);
    output.next = new Delivery.TryAgain(0, AWAY, Duration.ofSeconds(30));
    assertEquals(Duration.ofSeconds(30), runner.step());
    output.next = new Delivery.TryAgain(0, AWAY, Duration.ofDays(3));
    assertEquals(Duration.ofMinutes(10), runner.step());
  }

  @Test
  void tellsWhatHappenedOnTheWayOfASuccess() throws Exception {
    runner.step();
    append(2);
    output.next = new Delivery.Done(2, List.of(ODD));
    runner.step();
    assertEquals(List.of("home odd HAPPENED"), told);
    assertEquals(2, journal.cursor("home").orElseThrow());
  }

  @Test
  void keepsTheCursorOfTheJournalBehindWhatMayBeForgotten() throws Exception {
    output.forgets = Duration.ofSeconds(60);
    runner = newRunner();
    runner.step();
    for (int i = 1; i <= 8; i++) {
      append(1);
      runner.step();
      time.pause(Duration.ofSeconds(20));
    }
    runner.step();
    assertEquals(6, journal.cursor("home").orElseThrow());
    assertEquals(0, runner.health().queued());
  }

  @Test
  void sendsAgainWhatMayBeForgottenAfterARestartOfTheGatewayToo() throws Exception {
    output.forgets = Duration.ofSeconds(60);
    runner = newRunner();
    runner.step();
    append(3);
    runner.step();
    journal.close();
    openTheJournal();
    output.delivered.clear();
    runner.step();
    assertEquals(List.of(1L, 2L, 3L), output.delivered);
  }

  @Test
  void deliversAgainFromAPlaceOnWhenItIsAskedTo() throws Exception {
    append(250);
    runner.step();
    assertEquals(240, runner.backfill(10));
    append(1);
    while (runner.step().isZero()) {
      assertTrue(output.delivered.size() <= 241);
    }
    assertEquals(LongStream.rangeClosed(11, 251).boxed().toList(), output.delivered);
    assertEquals(251, journal.cursor("home").orElseThrow());
  }

  @Test
  void passesOverWhatIsThinnedOut() throws Exception {
    output.every = Duration.ofMinutes(1);
    runner = newRunner();
    runner.step();
    for (int i = 0; i < 12; i++) {
      append(1);
      time.pause(Duration.ofSeconds(10));
    }
    runner.step();
    assertEquals(List.of(1L, 7L), output.delivered);
    assertEquals(12, journal.cursor("home").orElseThrow());
  }

  @Test
  void remembersTheLastErrorWhenItIsOver() throws Exception {
    output.obstacle = Optional.of(AWAY);
    runner.step();
    output.obstacle = Optional.empty();
    runner.step();
    assertEquals(Optional.empty(), runner.health().fault());
    assertEquals(AWAY, runner.health().lastFault().orElseThrow().finding());
  }

  @Test
  void survivesAnErrorInTheOutput() throws Exception {
    runner.step();
    append(1);
    output.bug = true;
    assertEquals(Duration.ofSeconds(1), runner.step());
    assertEquals(
        OutputFindings.BUG.with("output", "home", "error", "IllegalStateException"),
        runner.health().fault().orElseThrow().finding());
    output.bug = false;
    runner.step();
    assertEquals(List.of(1L), output.delivered);
  }

  @Test
  void waitsForAJournalThatCannotBeRead() throws Exception {
    runner.step();
    journal.close();
    assertEquals(Duration.ofSeconds(1), runner.step());
    Finding fault = runner.health().fault().orElseThrow().finding();
    assertEquals(OutputFindings.JOURNAL, fault.code());
  }

  @Test
  void goesOnWhereItWasAfterARestart() throws Exception {
    append(3);
    runner.step(); // a new output starts behind these
    append(2);
    runner.step();
    append(2);
    journal.close();
    openTheJournal();
    runner.step();
    assertEquals(List.of(4L, 5L, 6L, 7L), output.delivered);
  }

  @Test
  void deliversOnItsOwnThreadAsSoonAsAReadingIsWritten() throws Exception {
    runner.start();
    output.idle.acquire();
    append(1);
    output.arrived.acquire();
    assertEquals("output-home", output.thread);
    runner.close();
    assertTrue(output.closed);
    assertEquals(List.of(1L), output.delivered);
  }

  @Test
  void doesNotSpinWhileTheOtherSideIsAwayAndReadingsKeepComing() throws Exception {
    output.obstacle = Optional.of(AWAY);
    runner.start();
    output.idle.acquire();
    append(1000);
    runner.close();
    assertTrue(output.prepared <= 2, "asked " + output.prepared + " times");
    assertFalse(output.delivered.contains(1L));
  }

  private void append(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      journal.append(SampleReadings.live(i, time.now()));
    }
  }
}
