// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.health.OutputHealth;
import org.metergate.spi.finding.Finding;

/** What is repeated after a failure, how long the next attempt waits, and what is reported. */
class OutputFailureTest extends DeliveryScene {

  @Test
  void repeatsAfterAFailureWhatTheOtherSideMayHaveForgotten() throws Exception {
    output.unconfirmedWindow = Duration.ofSeconds(10);
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
    assertEquals(3, journal.cursors().of("home").orElseThrow());
  }

  @Test
  void getsOnThoughEachDeliveryEndsInAFailure() throws Exception {
    output.unconfirmedWindow = Duration.ofSeconds(10);
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
  void repeatsNothingWhereAnAcknowledgementIsFinal() throws Exception {
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
  void movesItsCursorOnlyPastWhatHasArrived() throws Exception {
    runner.step();
    append(5);
    output.next = new Delivery.TryAgain(2, AWAY);
    Duration wait = runner.step();
    assertEquals(Duration.ofSeconds(1), wait);
    assertEquals(2, journal.cursors().of("home").orElseThrow());
    runner.step();
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), output.delivered);
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
    assertEquals(List.of("home away BEGAN", "home away ENDED", "home away BEGAN"), reported);
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
  void doesNotSpinWhileTheOtherSideIsAwayAndReadingsKeepComing() throws Exception {
    output.obstacle = Optional.of(AWAY);
    runner.start();
    output.idle.acquire();
    append(1000);
    runner.close();
    assertTrue(output.opened <= 2, "asked " + output.opened + " times");
    assertFalse(output.delivered.contains(1L));
  }
}
