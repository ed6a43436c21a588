// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.kit.ScriptedLink;
import org.metergate.spi.dialogue.Traffic;
import org.metergate.time.VirtualTime;

/** How long a pause may be inside an answer, and how long it is between questions, by the speed. */
class PausesTest {
  private static final MbusRequest RESET = MbusRequest.reset(5);
  private static final MbusRequest DATA = MbusRequest.data(5, true);
  private static final LongFrame ANSWER = Bus.answer(5);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"));
  private final ScriptedLink link = new ScriptedLink(time);
  private final List<Long> asked = new ArrayList<>();

  private MbusExchange exchange(int baud, Duration patience) {
    return new MbusExchange(link, time, MbusExchange.line(baud), patience);
  }

  private void answering(byte[] answer) {
    link.answering(
        Bus.DELAY,
        sent -> {
          asked.add(time.nanos());
          return answer;
        });
  }

  /** Returns the answer that begins just before the timeout, with a pause between two parts. */
  private Optional<LongFrame> withPause(int baud, Duration patience, long millis) throws Exception {
    MbusExchange exchange = exchange(baud, patience);
    byte[] answer = ANSWER.bytes();
    Duration begin = Duration.ofNanos(time.nanos()).plus(patience).minusMillis(1);
    link.at(begin, Arrays.copyOf(answer, 9));
    link.at(begin.plusMillis(millis), Arrays.copyOfRange(answer, 9, answer.length));
    Optional<LongFrame> heard = exchange.ask(DATA);
    assertTrue(heard.isPresent() || exchange.reason() == Traffic.Reason.CUT);
    time.pause(SECOND); // the second part is no answer to the next question
    return heard;
  }

  @Test
  void anAnswerMayPauseForAThirdOfTheTimeoutAndFourBytes() throws Exception {
    assertEquals(Optional.of(ANSWER), withPause(2400, Bus.PATIENCE, 515));
    assertEquals(Optional.empty(), withPause(2400, Bus.PATIENCE, 525));
  }

  @Test
  void anAnswerMayPauseFor150MillisecondsHoweverShortTheTimeoutIs() throws Exception {
    Duration hasty = Duration.ofMillis(100);
    assertEquals(Optional.of(ANSWER), withPause(2400, hasty, 165));
    assertEquals(Optional.empty(), withPause(2400, hasty, 175));
    assertEquals(Optional.of(ANSWER), withPause(300, hasty, 290));
  }

  @Test
  void theNextQuestionComesFiftyMillisecondsAfterAnAnswerAtEachSpeed() throws Exception {
    for (int baud : new int[] {2400, 9600, 38400}) {
      MbusExchange exchange = exchange(baud, Bus.PATIENCE);
      asked.clear();
      answering(ANSWER.bytes());
      exchange.ask(DATA);
      exchange.baud(baud); // as before each readout: nothing changes
      exchange.patience(Bus.PATIENCE);
      exchange.ask(DATA);
      answering(Bus.ACKNOWLEDGEMENT);
      exchange.isAcknowledged(RESET);
      exchange.isAcknowledged(RESET);
      for (int i = 1; i < asked.size(); i++) {
        long idle = (asked.get(i) - asked.get(i - 1)) / 1_000_000 - Bus.DELAY.toMillis();
        assertTrue(idle >= 50 && idle < 70, baud + " baud: " + idle + " ms");
      }
      assertEquals(4, asked.size());
    }
  }

  @Test
  void theNextQuestionComesFiftyMillisecondsAfterASilenceTooWhateverChanges() throws Exception {
    MbusExchange exchange = exchange(2400, Bus.PATIENCE);
    answering(new byte[0]);
    exchange.ask(DATA);
    long ended = time.nanos();
    exchange.patience(SECOND);
    exchange.ask(DATA);
    assertTrue(asked.get(1) - ended >= 50_000_000, asked.get(1) - ended + " ns");
    ended = time.nanos();
    exchange.baud(300);
    exchange.isAcknowledged(RESET);
    assertTrue(asked.get(2) - ended >= 50_000_000, asked.get(2) - ended + " ns");
  }

  /** A USB adapter keeps the last byte for up to 16 ms. */
  @Test
  void hearsWhatAnAdapterDeliversAfterTheAnswer() throws Exception {
    byte[] stop = {0x16};
    for (int baud : new int[] {2400, 9600, 38400}) {
      MbusExchange exchange = exchange(baud, Bus.PATIENCE);
      for (int millis = 0; millis <= 30; millis += 5) {
        Duration begin = Duration.ofNanos(time.nanos()).plus(Bus.DELAY).plus(SECOND);
        link.at(begin, ANSWER.bytes()).at(begin.plusMillis(millis), stop);
        assertEquals(Optional.empty(), exchange.ask(DATA), baud + " baud, " + millis + " ms");
        time.pause(SECOND);
        Duration next = Duration.ofNanos(time.nanos()).plus(Bus.DELAY).plus(SECOND);
        link.at(next, Bus.ACKNOWLEDGEMENT).at(next.plusMillis(millis), stop);
        assertFalse(exchange.isAcknowledged(RESET), baud + " baud, " + millis + " ms");
        time.pause(SECOND);
      }
    }
  }
}
