// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.metergate.counter.CounterRule;
import org.metergate.counter.CounterRules;
import org.metergate.journal.JournalException;
import org.metergate.spi.reading.MeterRef;

class OutputRunnerTest extends DeliveryScene {

  @Test
  void deliversEveryReadingOnceAndInOrder() throws Exception {
    runner.step();
    append(250);
    while (runner.step().isZero()) {
      assertTrue(output.delivered.size() <= 250);
    }
    assertEquals(LongStream.rangeClosed(1, 250).boxed().toList(), output.delivered);
    assertEquals(250, journal.cursors().of("home").orElseThrow());
    assertEquals(List.of(), reported);
  }

  @Test
  void startsANewOutputAtTheNewestReading() throws Exception {
    append(1000);
    runner.step();
    append(2);
    runner.step();
    assertEquals(List.of(1001L, 1002L), output.delivered);
    assertEquals(List.of("home output-starts-at-newest HAPPENED"), reported);
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
  void passesOverAReadingThatIsRefused() throws Exception {
    runner.step();
    append(4);
    output.next = new Delivery.Refused(1, ODD);
    assertEquals(Duration.ZERO, runner.step());
    runner.step();
    assertEquals(List.of(1L, 3L, 4L), output.delivered);
    assertEquals(List.of("home odd HAPPENED"), reported);
  }

  @Test
  void tellsWhatHappenedOnTheWayOfASuccess() throws Exception {
    runner.step();
    append(2);
    output.next = new Delivery.Done(2, List.of(ODD));
    runner.step();
    assertEquals(List.of("home odd HAPPENED"), reported);
    assertEquals(2, journal.cursors().of("home").orElseThrow());
  }

  @Test
  void keepsTheCursorOfTheJournalBehindWhatMayBeForgotten() throws Exception {
    output.unconfirmedWindow = Duration.ofSeconds(60);
    runner = newRunner();
    runner.step();
    for (int i = 1; i <= 8; i++) {
      append(1);
      runner.step();
      time.pause(Duration.ofSeconds(20));
    }
    runner.step();
    assertEquals(6, journal.cursors().of("home").orElseThrow());
    assertEquals(0, runner.health().queued());
  }

  @Test
  void sendsAgainWhatMayBeForgottenAfterARestartOfTheGatewayToo() throws Exception {
    output.unconfirmedWindow = Duration.ofSeconds(60);
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
    assertEquals(251, journal.cursors().of("home").orElseThrow());
  }

  @Test
  void deliversFromTheFirstOfTwoPlacesOnThatItIsAskedForInOneMoment() throws Exception {
    append(50);
    runner.step();
    assertEquals(40, runner.backfill(10));
    assertEquals(10, runner.backfill(40));
    runner.step();
    assertEquals(LongStream.rangeClosed(11, 50).boxed().toList(), output.delivered);
    runner.backfill(48);
    runner.step();
    assertEquals(List.of(49L, 50L), output.delivered.subList(40, 42), "the first is done");
  }

  @Test
  void passesOverNothingThatWaitsWhenItIsAskedForALaterPlace() throws Exception {
    runner.step();
    output.obstacle = Optional.of(AWAY);
    append(5);
    runner.step();
    runner.backfill(3);
    output.obstacle = Optional.empty();
    runner.step();
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), output.delivered);
  }

  @Test
  void closesAnOutputWhoseDeliveryCannotBegin() throws Exception {
    append(1);
    runner =
        new OutputRunner(
            output,
            journal,
            time,
            (name, finding, change) -> {
              throw new OutOfMemoryError("as the test wants it");
            });
    assertThrows(OutOfMemoryError.class, runner::start);
    assertTrue(output.closed);
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
    assertEquals(12, journal.cursors().of("home").orElseThrow());
  }

  @Test
  void goesOnWhereItWasAfterARestart() throws Exception {
    append(3);
    runner.step(); // a new output starts after these
    append(2);
    runner.step();
    append(2);
    journal.close();
    openTheJournal();
    runner.step();
    assertEquals(List.of(4L, 5L, 6L, 7L), output.delivered);
  }

  @Test
  void attachesAnOutputOnceAndBeforeEverythingElse() throws Exception {
    append(3);
    runner.start();
    append(1);
    output.idle.acquire();
    assertEquals(3, output.host.newestAtStart());
    assertSame(journal.history(), output.host.history());
    output.arrived.acquire();
    runner.close();
    assertEquals(1, output.attaches);
    assertEquals(List.of(4L), output.delivered);
  }

  @Test
  void attachesAnOutputAgainThatCouldNotReadTheJournal() throws Exception {
    output.attachFault =
        Optional.of(new JournalException(JournalException.Cause.BUSY, "It is busy.", null));
    assertEquals(Duration.ofSeconds(1), runner.step());
    append(1);
    runner.step();
    assertEquals(OutputFindings.JOURNAL, runner.health().fault().orElseThrow().finding().code());
    assertEquals(0, output.opened);
    output.attachFault = Optional.empty();
    runner.step();
    assertEquals(3, output.attaches);
    assertEquals(0, output.host.newestAtStart(), "as it was at the start");
    assertEquals(List.of(1L), output.delivered);
  }

  @Test
  void knowsWhetherTheCountersOfAReplacedMeterGoOn() throws Exception {
    MeterRef meter = MeterRef.of("electricity", "2");
    runner.step();
    assertFalse(output.host.continues(meter));
    CounterRule shifted = new CounterRule(1, 0, false, Map.of("energy_import", BigDecimal.TEN));
    journal.rules().put(meter, CounterRules.PLAIN.with(shifted), 0);
    assertTrue(output.host.continues(meter));
  }

  @Test
  void opensAnOutputSoonThatWakesIt() throws Exception {
    runner.start();
    output.idle.acquire();
    output.host.wake();
    assertTrue(output.idle.tryAcquire(10, TimeUnit.SECONDS), "long before the idle time is over");
    runner.close();
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
}
