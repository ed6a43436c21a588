// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.spi.dialogue.TextFramer.bytes;
import static org.metergate.spi.dialogue.TextFramer.frame;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.link.LineSettings;

/** Times are milliseconds here; a byte takes ten, so the question takes 40. */
class DialogueTest {
  private static final long MILLI = 1_000_000;
  private static final LineSettings LINE = LineSettings.eightNone(1000);
  private static final String QUESTION = "?a!\n";
  private static final String ANSWER = frame("a=1");
  private static final String LATE = frame("b=1");
  private static final Timing TIMING =
      Timing.answersWithin(Duration.ofMillis(1000))
          .withGap(Duration.ofMillis(200))
          .withLongestAnswer(100)
          .withTries(2, Duration.ofMillis(700));

  private final TextFramer framer = new TextFramer(false);
  private final Dialogue<String> dialogue = dialogue(TIMING, 0);

  /** Answered by frames that begin with a text. */
  private record Question(String text, String answer, Optional<LineSettings> answeredAt)
      implements Request<String> {
    private Question(String text, String answer) {
      this(text, answer, Optional.empty());
    }

    @Override
    public byte[] bytes() {
      return TextFramer.bytes(text);
    }

    @Override
    public boolean isAnsweredBy(String frame) {
      return frame.startsWith(answer);
    }
  }

  private Dialogue<String> dialogue(Timing timing, long sendAt) {
    return dialogue(new Question(QUESTION, "a"), timing, sendAt);
  }

  private Dialogue<String> dialogue(Question question, Timing timing, long sendAt) {
    return new Dialogue<>(question, framer, timing, LINE.byteNanos(), sendAt * MILLI);
  }

  private static Step<String> hear(Dialogue<String> dialogue, String text, long now) {
    byte[] chunk = bytes("##" + text + "##");
    return dialogue.bytes(chunk, 2, text.length(), now * MILLI);
  }

  private Step<String> hear(String text, long now) {
    return hear(dialogue, text, now);
  }

  private Step<String> timeout(long now) {
    return dialogue.timeout(now * MILLI);
  }

  private static long until(Step<String> step) {
    return assertInstanceOf(Step.Wait.class, step, step.toString()).untilNanos() / MILLI;
  }

  private static Step.Send<String> sent(String text, Step<String> step) {
    assertInstanceOf(Step.Send.class, step, step.toString());
    Step.Send<String> send = (Step.Send<String>) step;
    assertEquals(text, new String(send.bytes(), StandardCharsets.ISO_8859_1));
    return send;
  }

  private static void done(Step<String> step) {
    assertEquals(new Step.Done<>("a=1"), step);
  }

  @Test
  void dropsTheEchoAndTakesTheAnswerAtEverySplit() {
    for (String noise : List.of("", "\0", "\0\0", "?", "?a", "?a?", "\0?a!")) {
      String stream = noise + QUESTION + "\0" + ANSWER;
      for (int first = 0; first < stream.length(); first++) {
        for (int second = first; second < stream.length(); second++) {
          Dialogue<String> one = dialogue(TIMING, 0);
          sent(QUESTION, one.begin(0));
          assertInstanceOf(Step.Wait.class, hear(one, stream.substring(0, first), 45));
          assertInstanceOf(Step.Wait.class, hear(one, stream.substring(first, second), 150));
          done(hear(one, stream.substring(second), 300));
          assertTrue(one.traffic().echoed());
          assertEquals(List.of(), one.traffic().others());
        }
      }
    }
  }

  @Test
  void dropsAnEchoThatASerialServerDeliversLateAndTogetherWithTheAnswer() {
    dialogue.begin(0);
    done(hear(QUESTION + ANSWER, 950));
    assertTrue(dialogue.traffic().echoed());
  }

  @Test
  void dropsAnEchoThatWouldItselfBeAFrame() {
    Dialogue<String> one = dialogue(new Question(frame("a?"), "a"), TIMING, 0);
    sent(frame("a?"), one.begin(0));
    assertInstanceOf(Step.Wait.class, hear(one, "\0" + frame("a?"), 60));
    done(hear(one, ANSWER, 300));
  }

  @Test
  void doesNotHoldBackForLongAnAnswerThatEndsAsTheQuestionBegins() {
    Dialogue<String> one = dialogue(new Question(">x", "a"), TIMING, 0);
    one.begin(0);
    assertEquals(300, until(hear(one, ANSWER, 100)), "its last byte may be the echo's first");
    assertEquals(300, until(one.timeout(299 * MILLI)));
    done(one.timeout(300 * MILLI));
    assertFalse(one.traffic().echoed());
  }

  @Test
  void takesAnAnswerThatBeginsLikeTheQuestionWhereNothingIsEchoed() {
    Dialogue<String> one = dialogue(new Question("<a=2?", "a"), TIMING, 0);
    one.begin(0);
    done(hear(one, ANSWER, 100));
  }

  @Test
  void waitsForTheFirstByteAndThenLeavesTheMeterAlone() {
    assertEquals(1040, sent(QUESTION, dialogue.begin(0)).untilNanos() / MILLI);
    assertEquals(1040, until(timeout(1039)), "not over yet");
    assertEquals(1040 + 700, until(timeout(1040)));
    assertEquals(1740 + 1040, sent(QUESTION, timeout(1740)).untilNanos() / MILLI);
    assertEquals(1740 + 1040, until(timeout(2000)));
    assertEquals(new Step.Failed<>(), timeout(1740 + 1040));
    assertEquals(Traffic.Reason.NOTHING, dialogue.traffic().reason());
  }

  @Test
  void waitsForTheRestAsLongAsTheGapsAreShort() {
    dialogue.begin(0);
    assertEquals(1230, until(hear("<a", 1030)));
    assertEquals(1420, until(hear("=", 1220)));
    done(hear(ANSWER.substring(3), 1400));
  }

  @Test
  void waitsForAnAnswerThatBeginsWithinTheTimeOfTheEcho() {
    Timing quick = TIMING.withTries(1, Duration.ZERO).withGap(Duration.ofMillis(100));
    Dialogue<String> one = dialogue(quick, 0);
    one.begin(0);
    hear(one, QUESTION + "<a", 80);
    assertEquals(1040, until(one.timeout(200 * MILLI)));
    done(hear(one, ANSWER.substring(2), 1000));
  }

  @Test
  void isNotSentBeforeTheMeterMayBeAskedAgainNorWhileSomethingArrives() {
    Dialogue<String> later = dialogue(TIMING, 500);
    assertEquals(500, until(later.begin(100 * MILLI)));
    assertEquals(500, until(hear(later, ANSWER, 200)));
    assertEquals(690, until(hear(later, "<", 490)));
    assertEquals(890, until(hear(later, "c=13>", 690)));
    sent(QUESTION, later.timeout(890 * MILLI));
    assertEquals(List.of("a=1", "c=1"), later.traffic().others(), "nothing had been asked yet");
  }

  @Test
  void isSentAlsoWhereTheLineIsNeverQuiet() {
    Dialogue<String> later = dialogue(TIMING, 500);
    Step<String> step = later.begin(0);
    long now = 0;
    while (!(step instanceof Step.Send)) {
      now += 50;
      step = hear(later, "noise", now);
    }
    assertEquals(500 + 100 * 10, now, "the longest answer could have come");
  }

  @Test
  void tellsTheAnswerToAnEarlierQuestionApart() {
    dialogue.begin(0);
    assertInstanceOf(Step.Wait.class, hear(LATE, 300));
    assertInstanceOf(Step.Wait.class, hear(frame("b=2"), 600));
    done(hear(ANSWER, 900));
    assertEquals(List.of("b=1", "b=2"), dialogue.traffic().others());
  }

  @Test
  void takesALateAnswerToAnEarlierTryDuringThePauseAndAfterTheNextTry() {
    dialogue.begin(0);
    timeout(1040);
    done(hear(ANSWER, 1500));
    Dialogue<String> again = dialogue(TIMING, 0);
    again.begin(0);
    again.timeout(1040 * MILLI);
    sent(QUESTION, again.timeout(1740 * MILLI));
    done(hear(again, ANSWER, 1745));
  }

  @Test
  void doesNotAskIntoALateAnswer() {
    dialogue.begin(0);
    timeout(1040);
    assertEquals(1900, until(hear("<a=", 1700)));
    done(hear("13>", 1800));
  }

  @Test
  void asksAgainAfterADamagedAnswerOnceTheLineIsQuiet() {
    dialogue.begin(0);
    hear(QUESTION, 45);
    assertEquals(500, until(hear("<a=19>", 300)));
    assertEquals(600, until(hear("rest", 400)));
    assertEquals(1300, until(timeout(600)));
    sent(QUESTION, timeout(1300));
    done(hear(ANSWER, 1500));
  }

  @Test
  void takesAGoodAnswerAfterADamagedOne() {
    dialogue.begin(0);
    hear("<a=19>", 300);
    done(hear(ANSWER, 450));
    Dialogue<String> one = dialogue(TIMING, 0);
    one.begin(0);
    done(hear(one, "<a=19>" + ANSWER, 300));
  }

  @Test
  void doesNotTakeADamagedEchoForADamagedAnswer() {
    Dialogue<String> one = dialogue(new Question(frame("a?"), "a"), TIMING, 0);
    one.begin(0);
    assertEquals(1050, until(hear(one, "<a?9>", 60)), "the echo was damaged");
    done(hear(one, ANSWER, 900));
    Dialogue<String> together = dialogue(new Question(frame("a?"), "a"), TIMING, 0);
    together.begin(0);
    done(hear(together, "<a?9>" + ANSWER, 500));
  }

  @Test
  void givesUpAnAnswerThatIsCutOff() {
    dialogue.begin(0);
    hear(QUESTION + "<a=", 300);
    assertEquals(1740, until(timeout(1040)));
    assertEquals(Traffic.Reason.CUT, dialogue.traffic().reason());
    sent(QUESTION, timeout(1740));
    done(hear(ANSWER, 1900));
  }

  @Test
  void sendsTheWakeUpBytesBeforeEachTry() {
    Timing sleepy = TIMING.withWakeUp(bytes("UUUUU"), Duration.ofMillis(30));
    Dialogue<String> one = dialogue(sleepy, 0);
    assertEquals(80, sent("UUUUU", one.begin(0)).untilNanos() / MILLI);
    assertEquals(80, until(hear(one, "UUU", 60)), "their echo delays nothing");
    sent(QUESTION, one.timeout(80 * MILLI));
    assertInstanceOf(Step.Wait.class, hear(one, "UU" + QUESTION, 130));
    assertTrue(one.traffic().echoed());
    assertEquals(1120 + 700, until(one.timeout(1120 * MILLI)));
    sent("UUUUU", one.timeout(1820 * MILLI));
    sent(QUESTION, one.timeout(1900 * MILLI));
    done(hear(one, "UUUUU" + QUESTION + ANSWER, 2000));
  }

  @Test
  void findsTheEchoBehindThatOfManyWakeUpBytes() {
    Dialogue<String> one = dialogue(TIMING.withWakeUp(new byte[200], Duration.ZERO), 0);
    one.begin(0);
    sent(QUESTION, one.timeout(2000 * MILLI));
    hear(one, "\0".repeat(200) + QUESTION, 2100);
    assertTrue(one.traffic().echoed());
  }

  @Test
  void takesTheAnswerOfAMeterThatTheWakeUpBytesOfTheNextTryReached() {
    Dialogue<String> one = dialogue(TIMING.withWakeUp(bytes("UUUUU"), Duration.ofMillis(30)), 0);
    one.begin(0);
    one.timeout(80 * MILLI);
    one.timeout(1120 * MILLI);
    sent("UUUUU", one.timeout(1820 * MILLI));
    done(hear(one, ANSWER, 1850));
  }

  @Test
  void waitsLongerForAnswersThatComeMoreSlowly() {
    LineSettings slow = LineSettings.eightNone(100);
    Question question = new Question(QUESTION, "a", Optional.of(slow));
    Dialogue<String> one = dialogue(question, TIMING.withTries(1, Duration.ZERO), 0);
    assertEquals(Optional.of(slow), sent(QUESTION, one.begin(0)).answeredAt());
    long now = 0;
    Step<String> step = hear(one, "noise", 1);
    while (!(step instanceof Step.Failed)) {
      now += 100;
      step = hear(one, "noise", now);
    }
    assertEquals((1040 + 100 * 100 + 99) / 100 * 100, now);
  }

  @Test
  void takesTheNextFrameOfTheSameChunkForTheQuestionThatSendsNothing() {
    dialogue.begin(0);
    done(hear(QUESTION + ANSWER + frame("d=2") + frame("c=3") + "<e=", 300));
    Dialogue<String> next = dialogue(new Question("", "c"), TIMING, 0);
    assertEquals(new Step.Done<>("c=3"), next.follow(dialogue, 310 * MILLI));
    assertEquals(List.of("d=2"), next.traffic().others());
    Dialogue<String> last = dialogue(new Question("", "e"), TIMING, 0);
    assertEquals(1320, until(last.follow(next, 320 * MILLI)));
    assertEquals(new Step.Done<>("e=4"), hear(last, "43>", 400));
  }

  @Test
  void takesTheDamageOfTheSameChunkForDamageOfTheNextAnswer() {
    dialogue.begin(0);
    done(hear(ANSWER + "<b=19>", 300));
    assertEquals(Traffic.Reason.NOISE, dialogue.traffic().reason(), "not of this one");
    Dialogue<String> next = dialogue(new Question("", "b"), TIMING, 0);
    assertEquals(510, until(next.follow(dialogue, 310 * MILLI)));
    assertEquals(new Step.Failed<>(), next.timeout(510 * MILLI), "it is not sent a second time");
    assertEquals(Traffic.Reason.DAMAGED, next.traffic().reason());
    assertEquals(Optional.of(Damage.CHECKSUM), next.traffic().damage());
    assertEquals(Optional.empty(), dialogue.traffic().damage());
  }

  @Test
  void waitsOnceForWhatTheMeterSendsWithoutAQuestion() {
    Dialogue<String> one = dialogue(new Question("", "a"), TIMING, 0);
    assertEquals(1005, until(one.begin(5 * MILLI)));
    assertEquals(new Step.Failed<>(), one.timeout(1005 * MILLI));
    Dialogue<String> other = dialogue(new Question("", "a"), TIMING, 0);
    other.begin(0);
    assertEquals(200, until(hear(other, "<a=19>", 0)));
  }

  @Test
  void takesAnAnswerThatItsFramerHoldsUntilTheLineIsQuiet() {
    Dialogue<String> one =
        new Dialogue<>(
            new Question(QUESTION, "a"), new TextFramer(true), TIMING, LINE.byteNanos(), 0);
    one.begin(0);
    assertEquals(1100, until(hear(one, ANSWER, 900)));
    done(one.timeout(1100 * MILLI));
  }

  @Test
  void reportsWhatCameInsteadOfAnAnswerTheClosestToOneFirst() {
    String cut = "<a=";
    String damaged = "<a=19>";
    assertEquals(Traffic.Reason.NOTHING, reason(""));
    assertEquals(Traffic.Reason.NOTHING, reason("\0"), "a meter's lone zero");
    assertEquals(Traffic.Reason.NOISE, reason("noise"));
    assertEquals(Traffic.Reason.ECHO_ONLY, reason(QUESTION));
    assertEquals(Traffic.Reason.ECHO_ONLY, reason("noise" + QUESTION));
    assertEquals(Traffic.Reason.OTHER_FRAMES, reason(QUESTION + LATE));
    assertEquals(Traffic.Reason.CUT, reason(QUESTION + LATE + cut));
    assertEquals(Traffic.Reason.DAMAGED, reason(damaged));
    assertEquals(Traffic.Reason.DAMAGED, reason(QUESTION + LATE + damaged + cut));
    List<Traffic.Reason> order = List.of(Traffic.Reason.values());
    assertEquals(Traffic.Reason.NOTHING, order.get(0));
    assertEquals(Traffic.Reason.DAMAGED, order.get(order.size() - 1));
  }

  private Traffic.Reason reason(String received) {
    Dialogue<String> one = dialogue(TIMING, 0);
    Step<String> step = one.begin(0);
    long now = 0;
    while (!(step instanceof Step.Failed)) {
      assertFalse(step instanceof Step.Done, step.toString());
      if (step instanceof Step.Send && !received.isEmpty()) {
        now += 300;
        step = hear(one, received, now);
      } else {
        now = step instanceof Step.Wait<String> wait ? wait.untilNanos() / MILLI : now + 1;
        step = one.timeout(now * MILLI);
      }
    }
    assertEquals(!received.contains(QUESTION), !one.traffic().echoed());
    return one.traffic().reason();
  }

  @Test
  void keepsOnlySoManyOtherFramesOfALineThatIsBusy() {
    dialogue.begin(0);
    hear(LATE.repeat(1000), 300);
    assertEquals(16, dialogue.traffic().others().size());
  }

  @Test
  void endsAlsoWhereNoiseNeverStopsWhateverItIs() {
    Random random = new Random(3);
    for (String alphabet : List.of("\0", "?a!\n", "<", "<>1", "<a=13>", "xyz")) {
      Dialogue<String> one = dialogue(TIMING, 0);
      Step<String> step = one.begin(0);
      long now = 0;
      while (!(step instanceof Step.Failed || step instanceof Step.Done)) {
        now += 20;
        StringBuilder noise = new StringBuilder();
        for (int i = 0; i < 7; i++) {
          noise.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        step = hear(one, noise.toString(), now);
        assertTrue(now < 2 * (1040 + 1000) + 700 + 1000 + 100, alphabet + " after " + now + " ms");
      }
    }
  }

  @Test
  void endsAtTheSameTimeWhetherOrNotTheClockPassesZero() {
    long start = -500 * MILLI;
    Dialogue<String> one =
        new Dialogue<>(new Question(QUESTION, "a"), framer, TIMING, LINE.byteNanos(), start);
    assertInstanceOf(Step.Send.class, one.begin(start));
    assertEquals(540, until(one.timeout(0)));
    assertEquals(540 + 700, until(one.timeout(540 * MILLI)));
  }
}
