// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.request;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.kit.TransmissionErrors.join;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.frame.MbusFrame;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.dialogue.Traffic;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

class MbusExchangeTest {
  private static final MbusRequest RESET = MbusRequest.reset(5);
  private static final MbusRequest DATA = MbusRequest.data(5, true);
  private static final MbusRequest SELECT =
      MbusRequest.select(SecondaryAddress.parse("67211183").orElseThrow());
  private static final LongFrame ANSWER = Bus.answer(5);
  private static final byte[] STOP = {0x16};

  private final Bus bus = new Bus();
  private final MbusExchange exchange = bus.exchange;
  private final List<MbusFrame> unasked = new ArrayList<>();
  private final FrameSink<MbusFrame> sink =
      new FrameSink<>() {
        @Override
        public void frame(MbusFrame frame) {
          unasked.add(frame);
        }

        @Override
        public void noise(byte[] bytes, int offset, int length) {}

        @Override
        public void corrupt(Damage damage) {}
      };

  @Test
  void returnsTheAnswer() throws Exception {
    bus.answering(ANSWER.bytes());
    assertEquals(Optional.of(ANSWER), exchange.ask(DATA));
    assertEquals(1, bus.link.written().size());
    assertArrayEquals(DATA.bytes(), bus.link.written().get(0));
    assertFalse(exchange.isEchoing());
  }

  @Test
  void asksOnlyOnceAndSaysThatNothingCame() throws Exception {
    assertEquals(Optional.empty(), exchange.ask(DATA));
    assertFalse(exchange.isAcknowledged(RESET));
    assertEquals(2, bus.link.written().size());
    assertEquals(Traffic.Reason.NOTHING, exchange.reason());
  }

  @Test
  void waitsAsLongAsItIsSaid() throws Exception {
    exchange.ask(DATA);
    long first = bus.millis();
    assertTrue(first >= 1500 && first < 1600, first + " ms");
    exchange.patience(Duration.ofMillis(400));
    exchange.isAcknowledged(RESET);
    long second = bus.millis() - first;
    assertTrue(second >= 400 && second < 500, second + " ms");
    exchange.patience(Bus.PATIENCE);
    bus.link.answering(Duration.ofMillis(1400), sent -> ANSWER.bytes());
    assertEquals(Optional.of(ANSWER), exchange.ask(DATA));
  }

  @Test
  void changesTheSpeedOnlyWhenItIsAnother() throws Exception {
    exchange.baud(2400);
    exchange.baud(300);
    exchange.patience(Duration.ofSeconds(3));
    exchange.baud(300);
    exchange.baud(2400);
    assertEquals(
        List.of("300 8E1", "2400 8E1"),
        bus.link.settings().stream().map(LineSettings::toString).toList());
  }

  @Test
  void returnsAnAcknowledgement() throws Exception {
    bus.answering(Bus.ACKNOWLEDGEMENT);
    assertTrue(exchange.isAcknowledged(RESET));
    assertTrue(exchange.isAcknowledged(SELECT));
    assertEquals(Optional.empty(), exchange.ask(DATA), "which is no data");
  }

  @Test
  void takesSeveralAcknowledgementsForOne() throws Exception {
    bus.answering(Bus.ACKNOWLEDGEMENT, Bus.ACKNOWLEDGEMENT, Bus.ACKNOWLEDGEMENT);
    assertTrue(exchange.isAcknowledged(SELECT));
    Duration later = Duration.ofMillis(bus.millis() + 200);
    bus.answering(Bus.NOTHING);
    bus.link.at(later, Bus.ACKNOWLEDGEMENT);
    bus.link.at(later.plusMillis(40), Bus.ACKNOWLEDGEMENT);
    assertTrue(exchange.isAcknowledged(SELECT), "one after the other");
  }

  @Test
  void takesNoAcknowledgementFromBytesThatFollowEachOther() throws Exception {
    for (String garbage : List.of("E5 00", "E5 E5 7F", "00 00 00 E5", "C5", "E5 16")) {
      bus.answering(Bus.bytes(garbage));
      assertFalse(exchange.isAcknowledged(SELECT), garbage);
      assertTrue(
          exchange.reason() == Traffic.Reason.DAMAGED || exchange.reason() == Traffic.Reason.NOISE,
          () -> garbage + ": " + exchange.reason());
    }
  }

  @Test
  void dropsTheEchoOfEveryQuestion() throws Exception {
    bus.answering(sent -> join(sent, sent[1] == 0x7B ? ANSWER.bytes() : Bus.ACKNOWLEDGEMENT));
    assertTrue(exchange.isAcknowledged(SELECT));
    assertTrue(exchange.isAcknowledged(RESET));
    assertEquals(Optional.of(ANSWER), exchange.ask(DATA));
    assertTrue(exchange.isEchoing());
    bus.answering(ANSWER.bytes());
    assertEquals(Optional.of(ANSWER), exchange.ask(DATA));
    assertTrue(exchange.isEchoing(), "one question without an echo proves nothing");
  }

  @Test
  void tellsAnEchoWithoutAnAnswer() throws Exception {
    bus.answering(sent -> sent);
    assertFalse(exchange.isAcknowledged(SELECT));
    assertEquals(Traffic.Reason.ECHO_ONLY, exchange.reason());
    bus.answering(sent -> join(sent, sent)); // by two converters
    assertEquals(Optional.empty(), exchange.ask(DATA));
    assertEquals(Traffic.Reason.ECHO_ONLY, exchange.reason());
    assertTrue(exchange.isEchoing());
  }

  @Test
  void tellsThatAQuestionForDataWasOnlyAcknowledged() throws Exception {
    for (String stray : List.of("", "00", "00 FF")) {
      bus.answering(Bus.bytes(stray), Bus.ACKNOWLEDGEMENT);
      assertEquals(Optional.empty(), exchange.ask(DATA));
      assertTrue(exchange.isOnlyAcknowledged(), stray);
      bus.answering(sent -> join(sent, Bus.bytes(stray), Bus.ACKNOWLEDGEMENT));
      assertEquals(Optional.empty(), exchange.ask(DATA));
      assertTrue(exchange.isOnlyAcknowledged(), stray + " and an echo");
    }
    for (String other : List.of("", "00", "E5 00", "00 00 00 E5", "68 E5", "68 04 04 68 08 E5")) {
      bus.answering(Bus.bytes(other));
      assertEquals(Optional.empty(), exchange.ask(DATA));
      assertFalse(exchange.isOnlyAcknowledged(), other);
    }
    bus.answering(Bus.ACKNOWLEDGEMENT, ANSWER.bytes());
    assertEquals(Optional.of(ANSWER), exchange.ask(DATA));
    assertFalse(exchange.isOnlyAcknowledged());
    bus.answering(Bus.ACKNOWLEDGEMENT);
    assertTrue(exchange.isAcknowledged(RESET));
    assertFalse(exchange.isOnlyAcknowledged(), "which is its answer");
  }

  @Test
  void takesNoFrameOfAMasterForAnAnswer() throws Exception {
    LongFrame master = new LongFrame(0x48, 5, 0x72, new byte[12]);
    bus.answering(master.bytes());
    assertEquals(Optional.empty(), exchange.ask(DATA));
    assertEquals(Traffic.Reason.OTHER_FRAMES, exchange.reason());
    assertEquals(Optional.empty(), exchange.fromAnother());
  }

  @Test
  void doesNotTakeTheAnswerOfAnotherMeter() throws Exception {
    bus.answering(Bus.answer(6).bytes());
    assertEquals(Optional.empty(), exchange.ask(DATA));
    assertEquals(Optional.of(Bus.answer(6)), exchange.fromAnother());
    assertEquals(Traffic.Reason.OTHER_FRAMES, exchange.reason());
    assertEquals(Optional.empty(), exchange.late());
    assertEquals(
        Optional.of(Bus.answer(6)),
        exchange.ask(MbusRequest.data(MbusRequest.SELECTED, true)),
        "the selected meter gives its own address");
  }

  @Test
  void expectsNoAnswerWithDataToASelectionFromWhicheverMeterItIs() throws Exception {
    bus.answering(Bus.answer(6).bytes());
    for (MbusRequest request : List.of(SELECT, RESET)) {
      assertFalse(exchange.isAcknowledged(request));
      assertEquals(Optional.empty(), exchange.fromAnother());
      assertEquals(Optional.empty(), exchange.late());
    }
  }

  @Test
  void tellsALateAnswerDuringTheNextQuestion() throws Exception {
    bus.link.at(Duration.ofMillis(1800), ANSWER.bytes());
    assertEquals(Optional.empty(), exchange.ask(DATA));
    assertEquals(Optional.empty(), exchange.late());
    assertEquals(Optional.empty(), exchange.ask(MbusRequest.data(6, true)));
    assertEquals(Optional.of(ANSWER), exchange.late());
    assertEquals(Optional.empty(), exchange.fromAnother(), "nobody took the wrong question");
    exchange.ask(MbusRequest.data(6, true));
    assertEquals(Optional.empty(), exchange.late());
  }

  @Test
  void tellsALateAnswerDuringASelectionAndWhileIdle() throws Exception {
    bus.link.at(Duration.ofMillis(1800), ANSWER.bytes());
    exchange.ask(DATA);
    assertFalse(exchange.isAcknowledged(SELECT));
    assertEquals(Optional.of(ANSWER), exchange.late());
    bus.link.at(Duration.ofMillis(bus.millis() + 1800), ANSWER.bytes());
    exchange.ask(DATA);
    while (unasked.isEmpty()) {
      exchange.idle(Duration.ofSeconds(1), sink);
    }
    assertEquals(List.of(ANSWER), unasked);
    assertEquals(Optional.of(ANSWER), exchange.late());
    exchange.ask(MbusRequest.data(6, true));
    assertEquals(Optional.empty(), exchange.late());
  }

  @Test
  void tellsWhatFramesInIdleTimeAreNotLate() throws Exception {
    bus.answering(ANSWER.bytes());
    exchange.ask(DATA);
    bus.link.at(Duration.ofMillis(bus.millis() + 100), ANSWER.bytes());
    exchange.idle(Duration.ofSeconds(1), sink);
    assertEquals(List.of(ANSWER), unasked);
    assertEquals(Optional.empty(), exchange.late(), "the question was answered");
  }

  @Test
  void usesNoAnswerThatIsFollowedByMore() throws Exception {
    bus.answering(ANSWER.bytes(), STOP);
    assertEquals(Optional.empty(), exchange.ask(DATA), "in the same chunk");
    assertEquals(Traffic.Reason.DAMAGED, exchange.reason());
    bus.answering(Bus.NOTHING);
    Duration answered = Duration.ofMillis(bus.millis() + 300);
    bus.link.at(answered, ANSWER.bytes());
    bus.link.at(answered.plusMillis(40), STOP);
    assertEquals(Optional.empty(), exchange.ask(DATA), "a little later");
    assertEquals(Traffic.Reason.DAMAGED, exchange.reason());
    bus.answering(ANSWER.bytes());
    assertEquals(Optional.of(ANSWER), exchange.ask(DATA), "the next time");
  }

  @Test
  void usesNoAnswerThatFollowsADamagedOne() throws Exception {
    byte[] damaged = ANSWER.bytes();
    damaged[12]++;
    for (byte[] before : List.of(damaged, new byte[40], Arrays.copyOf(damaged, 20))) {
      bus.answering(Bus.NOTHING);
      Duration begun = Duration.ofMillis(bus.millis() + 200);
      bus.link.at(begun, before);
      bus.link.at(begun.plusMillis(300), ANSWER.bytes());
      assertEquals(Optional.empty(), exchange.ask(DATA));
      assertEquals(Traffic.Reason.DAMAGED, exchange.reason());
      bus.answering(ANSWER.bytes());
      assertEquals(Optional.of(ANSWER), exchange.ask(DATA), "the next time");
    }
    for (String stray : List.of("00", "FF", "68", "00 FF")) {
      bus.answering(Bus.bytes(stray), ANSWER.bytes());
      assertEquals(Optional.of(ANSWER), exchange.ask(DATA), stray + " of a line that is switched");
    }
  }

  @Test
  void takesTheAnswerThatFollowsALateOneOfAMeterWithAnotherAddress() throws Exception {
    bus.answering(Bus.answer(6).bytes(), ANSWER.bytes());
    assertEquals(Optional.of(ANSWER), exchange.ask(DATA));
  }

  @Test
  void takesAnAnswerInPieces() throws Exception {
    byte[] answer = ANSWER.bytes();
    for (int i = 0; i < answer.length; i++) {
      bus.link.at(Duration.ofMillis(100 + 100 * i), new byte[] {answer[i]});
    }
    assertEquals(Optional.of(ANSWER), exchange.ask(DATA));
  }

  /** A serial server that has set 300 baud by itself, where 2400 are known here. */
  @Test
  void takesTheLongestAnswerAtAnyPaceOfABus() throws Exception {
    LongFrame longest = new LongFrame(0x08, 5, 0x72, new byte[252]);
    long slow = MbusExchange.line(300).byteNanos();
    for (int i = 0; i < LongFrame.LONGEST; i++) {
      bus.link.at(Duration.ofMillis(1000).plusNanos(i * slow), new byte[] {longest.bytes()[i]});
    }
    assertEquals(Optional.of(longest), exchange.ask(DATA));
  }

  @Test
  void sendsNothingIntoALateAnswerAtAnyPaceOfABus() throws Exception {
    bus.link.at(Duration.ofMillis(10), Arrays.copyOf(ANSWER.bytes(), 20));
    assertEquals(Optional.empty(), exchange.ask(DATA));
    LongFrame longest = new LongFrame(0x08, 6, 0x72, new byte[252]);
    long begun = 3_000_000_000L;
    long slow = MbusExchange.line(300).byteNanos();
    for (int i = 0; i < LongFrame.LONGEST; i++) {
      bus.link.at(Duration.ofNanos(begun + i * slow), new byte[] {longest.bytes()[i]});
    }
    assertFalse(exchange.isOnlyAnswer());
    assertTrue(bus.time.nanos() - begun >= LongFrame.LONGEST * slow, "it is whole");
  }

  @Test
  void saysThatAnAnswerBrokeOffOrWasDamaged() throws Exception {
    bus.answering(Arrays.copyOf(ANSWER.bytes(), 20));
    assertEquals(Optional.empty(), exchange.ask(DATA));
    assertEquals(Traffic.Reason.CUT, exchange.reason());
    byte[] damaged = ANSWER.bytes();
    damaged[12]++;
    bus.answering(damaged);
    assertEquals(Optional.empty(), exchange.ask(DATA));
    assertEquals(Traffic.Reason.DAMAGED, exchange.reason());
    bus.answering(Bus.bytes("00 40 13 78"));
    assertEquals(Optional.empty(), exchange.ask(DATA));
    assertEquals(Traffic.Reason.NOISE, exchange.reason());
  }

  @Test
  void leavesTheLineIdleBetweenAnAnswerAndTheNextQuestion() throws Exception {
    bus.answering(ANSWER.bytes());
    exchange.ask(DATA);
    long answered = Bus.DELAY.toMillis();
    assertTrue(bus.millis() >= answered + 45, bus.millis() + " ms");
    exchange.ask(DATA);
    assertTrue(bus.millis() >= 2 * (answered + 45) && bus.millis() < 250, bus.millis() + " ms");
  }

  /** A line on which a byte comes every 4.6 ms, for ever; each answer is among them. */
  @Test
  void comesToAnEndOnALineThatNeverFallsSilent() throws Exception {
    for (String babble : List.of("00", "E5", "68", "10", "16", "E5 00", "68 FF FF 68")) {
      long millis = threeQuestions(Bus.bytes(babble), 2400);
      assertTrue(millis <= 3 * 6000, babble + ": " + millis + " ms for three questions");
    }
  }

  /** Noise is not awaited as an answer is; what looks like one is, until it is too long. */
  @Test
  void comesToAnEndOnALineOnWhichSlowBytesNeverEnd() throws Exception {
    long noise = threeQuestions(Bus.bytes("00"), 300);
    assertTrue(noise <= 3 * 6000, noise + " ms for three questions");
    long frames = threeQuestions(Bus.bytes("68 FF FF 68"), 300);
    assertTrue(frames <= 3 * 20_000, frames + " ms for three questions");
  }

  private long threeQuestions(byte[] endless, int baud) throws Exception {
    long begun = bus.millis();
    MbusExchange noisy =
        new MbusExchange(babbling(endless, baud), bus.time, MbusExchange.line(2400), Bus.PATIENCE);
    assertEquals(Optional.empty(), noisy.ask(DATA), Arrays.toString(endless));
    noisy.isAcknowledged(RESET);
    noisy.isAcknowledged(SELECT);
    return bus.millis() - begun;
  }

  private ByteLink babbling(byte[] endless, int baud) {
    return new ForwardingByteLink(bus.link) {
      private int next;

      @Override
      public int read(byte[] into, Duration maxWait) throws InterruptedException {
        bus.time.pause(Duration.ofNanos(MbusExchange.line(baud).byteNanos()));
        into[0] = endless[next++ % endless.length];
        return 1;
      }

      @Override
      public void write(byte[] bytes) {}

      @Override
      public void discardInput() throws LinkLostException {}
    };
  }
}
