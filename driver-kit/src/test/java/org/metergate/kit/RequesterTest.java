// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.dialogue.Request;
import org.metergate.spi.dialogue.Requester;
import org.metergate.spi.dialogue.Timing;
import org.metergate.spi.dialogue.Traffic;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.time.VirtualTime;

/** Questions over a scripted line. The state machine itself is tested where it is. */
class RequesterTest {
  private static final LineSettings SLOW = LineSettings.eightNone(1000); // 10 ms for each byte
  private static final LineSettings FAST = LineSettings.eightNone(10_000);
  private static final int PAYLOAD = 3; // where it begins in a frame
  private static final Timing TIMING =
      Timing.answersWithin(Duration.ofSeconds(1)).withTries(2, Duration.ofMillis(1500));

  private final VirtualTime time = new VirtualTime(RecordingPlayer.START);
  private final ScriptedLink script = new ScriptedLink(time);
  private final List<String> events = new ArrayList<>();
  private Requester<byte[]> requester = requester(TIMING);

  private Requester<byte[]> requester(Timing timing) {
    return new Requester<>(new EventLink(), time, new ToyFramer(), timing, SLOW);
  }

  /** Records what is done to a link, and when. */
  private final class EventLink extends ForwardingByteLink {
    private EventLink() {
      super(script);
    }

    @Override
    public void write(byte[] bytes) throws LinkLostException {
      events.add(millis() + " ms: " + bytes[1]);
      super.write(bytes);
    }

    @Override
    public void reconfigure(LineSettings settings) throws LinkLostException {
      events.add(millis() + " ms: " + settings);
      super.reconfigure(settings);
    }
  }

  private long millis() {
    return time.nanos() / 1_000_000;
  }

  /** The question 3F and a number, answered by a frame that begins with the number. */
  private static Request<byte[]> question(int number, LineSettings answeredAt) {
    return new Request<>() {
      @Override
      public byte[] bytes() {
        return new byte[] {0x3F, (byte) number};
      }

      @Override
      public boolean isAnsweredBy(byte[] frame) {
        return frame[PAYLOAD] == number;
      }

      @Override
      public Optional<LineSettings> answeredAt() {
        return Optional.ofNullable(answeredAt);
      }
    };
  }

  private static Request<byte[]> question(int number) {
    return question(number, null);
  }

  private static Request<byte[]> following(int number) {
    return following(number, null);
  }

  /** What the meter sends after its last answer. */
  private static Request<byte[]> following(int number, LineSettings answeredAt) {
    return new Request<>() {
      @Override
      public Optional<LineSettings> answeredAt() {
        return Optional.ofNullable(answeredAt);
      }

      @Override
      public byte[] bytes() {
        return new byte[0];
      }

      @Override
      public boolean isAnsweredBy(byte[] frame) {
        return frame[PAYLOAD] == number;
      }
    };
  }

  private static byte[] answer(int number, int value) {
    return ToyFramer.frame((byte) number, (byte) value);
  }

  private int ask(Request<byte[]> request) throws LinkLostException, InterruptedException {
    return requester.ask(request).map(frame -> (int) frame[PAYLOAD + 1]).orElse(-1);
  }

  @Test
  void asksOneQuestionAfterTheOther() throws Exception {
    script.answering(Duration.ofMillis(100), sent -> answer(sent[1], 40 + sent[1]));
    assertEquals(41, ask(question(1)));
    assertEquals(42, ask(question(2)));
    assertEquals(List.of("0 ms: 1", "120 ms: 2"), events, "the meter rests for 20 ms");
  }

  @Test
  void dropsTheEchoAndWhatTheLineHeldBefore() throws Exception {
    script.at(Duration.ZERO, answer(1, 9)).at(Duration.ZERO, new byte[] {0x7E, 2});
    time.pause(Duration.ofMillis(1));
    script.answering(
        Duration.ofMillis(100),
        sent -> TransmissionErrors.join(new byte[1], sent, answer(sent[1], 40)));
    assertEquals(40, ask(question(1)));
    assertTrue(requester.traffic().echoed());
    assertEquals(List.of(), requester.traffic().others());
  }

  @Test
  void givesUpAQuestionThatIsNotAnsweredAndLeavesTheMeterAlone() throws Exception {
    assertEquals(Traffic.Reason.NOTHING, requester.traffic().reason());
    assertEquals(-1, ask(question(1)));
    assertEquals(Traffic.Reason.NOTHING, requester.traffic().reason());
    assertEquals(1020 + 1500 + 1020, millis());
    script.answering(Duration.ofMillis(100), sent -> answer(sent[1], 40));
    assertEquals(40, ask(question(2)));
    assertEquals(List.of("0 ms: 1", "2520 ms: 1", "5040 ms: 2"), events);
  }

  @Test
  void ignoresTheLateAnswerToAQuestionThatWasGivenUp() throws Exception {
    script.at(Duration.ofMillis(4000), answer(1, 9));
    script.at(Duration.ofMillis(5050), answer(1, 8));
    assertEquals(-1, ask(question(1)));
    script.answering(Duration.ofMillis(100), sent -> answer(sent[1], 42));
    assertEquals(42, ask(question(2)));
    assertEquals(2, requester.traffic().others().size());
    assertArrayEquals(answer(1, 8), requester.traffic().others().get(1));
  }

  @Test
  void changesTheSpeedForTheAnswerAndBackForTheNextTry() throws Exception {
    script.answering(
        Duration.ofMillis(100), sent -> events.size() < 4 ? new byte[0] : answer(sent[1], 40));
    assertEquals(40, ask(question(1, FAST)));
    assertEquals(
        List.of(
            "0 ms: 1", "40 ms: 10000 8N1", "2520 ms: 1000 8N1", "2520 ms: 1", "2560 ms: 10000 8N1"),
        events,
        "once the last byte has left, also the buffer of an adapter");
    assertEquals(FAST, requester.settings(), "what follows comes at this speed too");
    assertEquals(-1, ask(following(2)));
    assertEquals(FAST, requester.settings());
    requester.settings(SLOW);
    requester.settings(SLOW);
    assertEquals(6, events.size(), "set once: " + events);
  }

  @Test
  void returnsToTheSpeedOfAQuestionThatWasNotAnswered() throws Exception {
    assertEquals(-1, ask(question(1, FAST)));
    assertEquals(SLOW, requester.settings());
    assertEquals("1000 8N1", events.get(events.size() - 1).split(": ")[1]);
    events.clear();
    assertEquals(-1, ask(question(1, SLOW)));
    assertEquals(2, events.size(), "no change where the answer has the same speed: " + events);
  }

  @Test
  void sendsTheBytesThatWakeTheMeterAtTheSpeedOfTheQuestion() throws Exception {
    requester = requester(TIMING.withWakeUp(new byte[] {0, 85}, Duration.ofMillis(300)));
    assertEquals(-1, ask(question(1, FAST)));
    assertEquals(
        List.of("0 ms: 85", "320 ms: 1", "360 ms: 10000 8N1", "2840 ms: 1000 8N1", "2840 ms: 85"),
        events.subList(0, 5));
  }

  @Test
  void takesWhatFollowsAnAnswerInTheSameChunkOrLater() throws Exception {
    script.answering(
        Duration.ofMillis(100),
        sent -> TransmissionErrors.join(answer(1, 41), answer(2, 42), new byte[] {0x7E}));
    script.at(Duration.ofMillis(500), Arrays.copyOfRange(answer(3, 43), 1, 7));
    assertEquals(41, ask(question(1)));
    assertEquals(42, ask(following(2)));
    assertEquals(43, ask(following(3)));
    assertEquals(-1, ask(following(4)));
    assertEquals(1500, millis());
    assertEquals(1, events.size());
  }

  @Test
  void changesTheSpeedAtOnceForWhatFollowsAtAnother() throws Exception {
    script.answering(Duration.ofMillis(100), sent -> answer(1, 41));
    script.at(Duration.ofMillis(200), answer(2, 42));
    assertEquals(41, ask(question(1)));
    assertEquals(42, ask(following(2, FAST)));
    assertEquals(List.of("0 ms: 1", "100 ms: 10000 8N1"), events);
    assertEquals(-1, ask(following(3, SLOW)));
    assertEquals(FAST, requester.settings(), "without an answer they are as before");
  }

  @Test
  void reportsALostLinkInTheMiddleOfAnAnswer() {
    script.at(Duration.ofMillis(100), new byte[] {0x7E, 2}).lostAt(Duration.ofMillis(200));
    assertThrows(LinkLostException.class, () -> requester.ask(question(1)));
    assertEquals(200, millis());
  }

  @Test
  void listensWhileNothingIsAskedAndGivesUpWhatBreaksOff() throws Exception {
    List<String> heard = new ArrayList<>();
    FrameSink<byte[]> sink =
        new FrameSink<>() {
          @Override
          public void frame(byte[] frame) {
            heard.add("frame " + frame[PAYLOAD + 1]);
          }

          @Override
          public void noise(byte[] bytes, int offset, int length) {
            heard.add("noise " + length);
          }

          @Override
          public void corrupt(Damage damage) {
            heard.add(millis() + " ms: " + damage);
          }
        };
    script.at(Duration.ofMillis(1200), answer(7, 70));
    script.at(Duration.ofMillis(1300), new byte[] {0x7E, 2});
    requester.idle(Duration.ofMillis(300), sink);
    assertEquals(300, millis());
    while (millis() < 6000) {
      long before = millis();
      requester.idle(Duration.ofMinutes(1), sink);
      assertTrue(millis() - before <= 500, "a lost link is noticed soon");
    }
    assertEquals(List.of("frame 70", "4300 ms: TRUNCATED", "noise 1"), heard);
    while (millis() < 10_500) {
      requester.idle(Duration.ofMinutes(1));
    }
    assertThrows(LinkLostException.class, () -> requester.idle(Duration.ofMinutes(1)));
  }
}
