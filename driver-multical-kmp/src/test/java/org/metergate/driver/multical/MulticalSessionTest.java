// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.kit.ScriptedLink;
import org.metergate.kit.TransmissionErrors;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.time.VirtualTime;

/** Sessions on a scripted line; tests with emulated meters are in the gateway's module. */
class MulticalSessionTest {
  private static final String EIGHT = "60,68,74,80,86,87,99,1004";
  private static final byte[] SERIAL = HexFormat.of().parseHex("803F0235E90D");
  private static final byte[] SERIAL_ANSWER = HexFormat.of().parseHex("403F0201234567E9560D");

  private final VirtualTime time = new VirtualTime(RecordingPlayer.START);
  private final KitSession session = new KitSession(time);
  private final ScriptedLink link = new ScriptedLink(time);

  private void run(Duration span, Function<byte[], byte[]> meter, String... options) {
    link.answering(Duration.ofMillis(250), meter).lostAt(span);
    RecordingPlayer.run(Streams.driver(options), link, session);
  }

  private static byte[] answer(byte[] request) {
    if (Arrays.equals(request, SERIAL)) {
      return SERIAL_ANSWER;
    }
    return request[2] == 0x10 ? Frames.EIGHT : new byte[0];
  }

  @Test
  void publishesOneReadingOfAllThatTheMeterAnswered() {
    run(Duration.ofMinutes(1), MulticalSessionTest::answer, "model", "403", "registers", EIGHT);
    assertEquals(1, session.readings().size(), session.findings().toString());
    assertEquals("19088743", session.readings().get(0).meter().identifier());
    assertTrue(
        Frames.values(session.readings().get(0)).containsAll(Frames.eightValues()),
        session.readings().toString());
  }

  @Test
  void saysOfSevenEchoesThatNobodyAnswers() {
    run(Duration.ofSeconds(30), request -> request, "model", "403");
    assertEquals(0, session.readings().size());
    assertTrue(session.count(MulticalFindings.ECHO_ONLY) > 0);
  }

  @Test
  void recognisesAPulseOutputByLoneZerosAndNoAnswer() {
    for (int pulse = 1; pulse <= 5; pulse++) {
      link.at(Duration.ofSeconds(20 * pulse), new byte[1]);
    }
    run(Duration.ofMinutes(4), request -> new byte[0], "model", "403");
    assertTrue(session.count(MulticalFindings.PULSES) > 0, session.findings().toString());
  }

  @Test
  void neverAsksAgainFasterThanTheMeterAllows() {
    run(Duration.ofMinutes(10), request -> new byte[0]);
    assertTrue(link.written().size() >= 8, "both speeds, two tries each, and later again");
    assertTrue(link.written().size() <= 24, link.written().size() + " questions in ten minutes");
    assertTrue(link.settings().size() >= 2, "both speeds were tried");
  }

  @Test
  void sendsNothingButQuestions() {
    run(Duration.ofMinutes(10), MulticalSessionTest::answer, "supply", "mains", "registers", EIGHT);
    for (byte[] sent : link.written()) {
      int command = sent[2] & 0xFF;
      assertTrue(command == 0x01 || command == 0x02 || command == 0x10, "command " + command);
    }
    assertTrue(link.written().size() > 20);
  }

  @Test
  void hearsTheAnswersOfAQuestionThatWasGivenUp() {
    link.at(Duration.ofSeconds(20), Frames.EIGHT);
    link.at(Duration.ofSeconds(25), TransmissionErrors.join(SERIAL));
    run(Duration.ofMinutes(1), MulticalSessionTest::answer, "model", "403", "registers", EIGHT);
    assertTrue(session.count(MulticalFindings.LATE_ANSWER) > 0);
    assertEquals(
        "serial number", Streams.parameter(session, MulticalFindings.OTHER_READER, "asks"));
    assertEquals(1, session.readings().size(), "a late answer is not a reading");
  }

  /** Records when each question was sent, in milliseconds, and answers it. */
  private Function<byte[], byte[]> timed(List<Long> times, Function<byte[], byte[]> meter) {
    return sent -> {
      times.add(time.nanos() / 1_000_000);
      return meter.apply(sent);
    };
  }

  @Test
  void waits1600MillisecondsAndWhatTheLineAddsForTheFirstByteAndAsLongBeforeTheNextTry() {
    List<Long> times = new ArrayList<>();
    run(Duration.ofSeconds(40), timed(times, request -> new byte[0]), "speed", "1200");
    // 54.99 for six bytes, 2200 for the answer, 1600 of pause; after 30 s the next question
    assertEquals(List.of(0L, 3854L, 30_000L, 33_854L), times);
  }

  @Test
  void leavesTheMeterAloneFor1600MillisecondsAfterADamagedAnswer() {
    List<Long> times = new ArrayList<>();
    run(
        Duration.ofSeconds(10),
        timed(times, request -> TransmissionErrors.flip(SERIAL_ANSWER, 30)),
        "speed",
        "1200");
    assertEquals(0L, times.get(0));
    assertTrue(times.get(1) >= 250 + 1600 && times.get(1) <= 2500, times.toString());
    assertEquals(1, session.count(MulticalFindings.CHECKSUM));
  }

  @Test
  void takesAnAnswerThatADamagedEchoPrecedes() {
    run(
        Duration.ofSeconds(10),
        request -> TransmissionErrors.join(TransmissionErrors.flip(request, 20), answer(request)),
        "model",
        "403",
        "registers",
        EIGHT);
    assertEquals(1, session.readings().size(), session.findings().toString());
  }

  @Test
  void doesNotTakeAnEchoThatComesTwiceForAnotherReader() {
    run(
        Duration.ofSeconds(10),
        request -> TransmissionErrors.join(new byte[1], request, request, answer(request)),
        "model",
        "403",
        "registers",
        EIGHT);
    assertEquals(1, session.readings().size());
    assertEquals(List.of(), session.findings());
  }

  @Test
  void asksTheMeterNoQuestionMoreBecauseTheLinkWasReopenedOrTheProgramRestarted() {
    run(Duration.ofMinutes(1), MulticalSessionTest::answer, "model", "403", "registers", EIGHT);
    assertEquals(1, session.readings().size());
    ByteDriver driver = Streams.driver("model", "403", "registers", EIGHT);
    KitSession next = new KitSession(time, session.states());
    for (int minute = 1; minute < 59; minute++) {
      ScriptedLink reopened = new ScriptedLink(time).lostAt(Duration.ofMinutes(1));
      RecordingPlayer.run(driver, reopened, next);
      assertEquals(0, reopened.written().size(), "after " + minute + " minutes");
    }
    ScriptedLink reopened = new ScriptedLink(time).lostAt(Duration.ofMinutes(2));
    reopened.answering(Duration.ofMillis(250), MulticalSessionTest::answer);
    RecordingPlayer.run(driver, reopened, next);
    assertEquals(1, next.readings().size());
  }

  @Test
  void readsRecordsAtTheMetersSpeedAlsoBeforeItsFirstReadingAfterARestart() {
    String due = RecordingPlayer.START.plus(Duration.ofMinutes(30)) + " 0";
    KitSession restarted =
        new KitSession(
            time, Map.of("meter/meter", "serial=19088743 baud=9600", "meter/next-question", due));
    link.lostAt(Duration.ofMinutes(1));
    RecordingPlayer.run(Streams.driver(), link, restarted);
    assertEquals(0, link.written().size());
    assertEquals(List.of("9600 8N2"), link.settings().stream().map(Object::toString).toList());
  }
}
