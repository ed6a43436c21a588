// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.dialogue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.driver.multical.request.GetRegisters;
import org.metergate.driver.multical.request.GetSerialNumber;
import org.metergate.driver.multical.request.KmpRequest;
import org.metergate.kit.TransmissionErrors;

/** Times are milliseconds here; a byte takes nine. */
class DialogueTest {
  private static final long MILLI = 1_000_000;
  private static final byte[] REQUEST = bytes("803F1001003CB25F0D");
  private static final byte[] ANSWER = bytes("403F10003C0304430000D6DE03220D");
  private static final byte[] SERIAL = bytes("403F0201234567E9560D");

  private final Dialogue dialogue = dialogue(new GetRegisters(List.of(60)), 0);

  private static Dialogue dialogue(KmpRequest request, long sendAt) {
    return new Dialogue(request, new Timing(9_166_666), sendAt * MILLI);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private Step hear(byte[] chunk, long now) {
    return dialogue.bytes(chunk, 0, chunk.length, now * MILLI);
  }

  private Step timeout(long now) {
    return dialogue.timeout(now * MILLI);
  }

  private static long until(Step step) {
    return assertInstanceOf(Step.Wait.class, step).untilNanos() / MILLI;
  }

  private void sent(Step step) {
    assertArrayEquals(REQUEST, assertInstanceOf(Step.Send.class, step).bytes());
  }

  @Test
  void dropsTheEchoAndTakesTheAnswerAtEverySplit() {
    byte[] stream = TransmissionErrors.join(new byte[2], REQUEST, new byte[1], ANSWER);
    for (int split = 1; split < stream.length; split++) {
      Dialogue one = dialogue(new GetRegisters(List.of(60)), 0);
      sent(one.begin(0));
      assertInstanceOf(Step.Wait.class, one.bytes(stream, 0, split, 90 * MILLI));
      Step end = one.bytes(stream, split, stream.length - split, 250 * MILLI);
      assertEquals(60, assertInstanceOf(Step.Done.class, end).answer().content()[3]);
      assertTrue(one.lineTraffic().echoed());
    }
  }

  @Test
  void waits1600MillisecondsAndWhatTheLineAddsForTheFirstByte() {
    Step.Send send = assertInstanceOf(Step.Send.class, dialogue.begin(0));
    assertEquals(82 + 1600 + 600, send.untilNanos() / MILLI);
    assertEquals(2282, until(timeout(1000)), "not over yet");
    assertEquals(2283 + 1600, until(timeout(2283)), "the meter is left alone");
    sent(timeout(3883));
    assertEquals(3883 + 2282, until(timeout(5000)));
    assertInstanceOf(Step.Failed.class, timeout(3883 + 2283));
    assertEquals(LineTraffic.Verdict.NOTHING, dialogue.lineTraffic().verdict());
  }

  @Test
  void isNotSentBeforeTheMeterMayBeAskedAgain() {
    Dialogue later = dialogue(new GetRegisters(List.of(60)), 500);
    assertEquals(500, until(later.begin(100 * MILLI)));
    assertEquals(500, until(later.bytes(ANSWER, 0, ANSWER.length, 200 * MILLI)));
    sent(later.timeout(500 * MILLI));
    assertEquals(1, later.lineTraffic().lateAnswers(), "no request had been sent yet");
  }

  @Test
  void tellsTheAnswerToAnEarlierQuestionApart() {
    dialogue.begin(0);
    assertInstanceOf(Step.Wait.class, hear(SERIAL, 300));
    assertInstanceOf(Step.Wait.class, hear(bytes("403F10004428044200021BE4F2C9FA0D"), 600));
    assertEquals(2, dialogue.lineTraffic().lateAnswers());
    assertInstanceOf(Step.Done.class, hear(ANSWER, 900));
  }

  @Test
  void takesALateAnswerToTheSameQuestionDuringThePause() {
    dialogue.begin(0);
    timeout(2283);
    assertInstanceOf(Step.Done.class, hear(ANSWER, 3000));
  }

  @Test
  void asksAgainAfterADamagedAnswer() {
    dialogue.begin(0);
    hear(REQUEST, 85);
    assertEquals(300 + 1600, until(hear(TransmissionErrors.flip(ANSWER, 60), 300)));
    sent(timeout(1900));
    assertInstanceOf(Step.Done.class, hear(ANSWER, 2200));
  }

  @Test
  void doesNotTakeADamagedEchoForADamagedAnswer() {
    dialogue.begin(0);
    assertEquals(2282, until(hear(TransmissionErrors.flip(REQUEST, 40), 90)));
    assertInstanceOf(Step.Done.class, hear(ANSWER, 300));
  }

  @Test
  void saysWhatCameInsteadOfAnAnswer() {
    assertEquals(LineTraffic.Verdict.ECHO_ONLY, verdict(REQUEST));
    assertEquals(
        LineTraffic.Verdict.CUT, verdict(TransmissionErrors.join(REQUEST, bytes("403F10003C03"))));
    assertEquals(LineTraffic.Verdict.CHECKSUM, verdict(TransmissionErrors.flip(ANSWER, 60)));
    assertEquals(LineTraffic.Verdict.NOISE, verdict(bytes("AA55AA55")));
    assertEquals(LineTraffic.Verdict.NOTHING, verdict(new byte[1]), "a meter's lone zero");
    assertEquals(
        LineTraffic.Verdict.OTHER_ANSWERS, verdict(TransmissionErrors.join(REQUEST, SERIAL)));
  }

  private static LineTraffic.Verdict verdict(byte[] received) {
    Dialogue one = dialogue(new GetRegisters(List.of(60)), 0);
    Step step = one.begin(0);
    long now = 0;
    for (int turn = 0; turn < 20 && !(step instanceof Step.Failed); turn++) {
      if (step instanceof Step.Send send) {
        step = one.bytes(received, 0, received.length, now + 300 * MILLI);
        now += 300 * MILLI;
      } else if (step instanceof Step.Wait wait) {
        now = wait.untilNanos();
        step = one.timeout(now);
      }
    }
    assertInstanceOf(Step.Failed.class, step);
    return one.lineTraffic().verdict();
  }

  @Test
  void endsAlsoWhereGarbageNeverStops() {
    byte[] garbage = TransmissionErrors.random(3, 64);
    long now = 0;
    Step step = dialogue.begin(0);
    for (int i = 0; i < 1000 && !(step instanceof Step.Failed); i++) {
      now += 100;
      step = step instanceof Step.Send ? hear(garbage, now) : hear(garbage, now);
      if (step instanceof Step.Wait wait && wait.untilNanos() <= now * MILLI) {
        step = timeout(now);
      }
      if (now % 5000 == 0) {
        step = timeout(now);
      }
    }
    assertInstanceOf(Step.Failed.class, step);
    assertTrue(now < 30_000, "after " + now + " ms");
  }

  @Test
  void asksForASerialNumberAsTheManufacturersExampleDoes() {
    Step.Send send = assertInstanceOf(Step.Send.class, dialogue(new GetSerialNumber(), 0).begin(0));
    assertArrayEquals(bytes("803F0235E90D"), send.bytes());
  }
}
