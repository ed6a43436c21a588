// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.metergate.kit.TransmissionErrors.join;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metergate.spi.reading.Measurement;

/** What is said of answers that have no values, or not all. */
class FindingsOfAnswersTest extends ScriptedMeterScene {
  @Test
  void saysThatAMeterHasNothingToSendIfItAcknowledgesTheQuestionForIt() {
    run(Duration.ofMinutes(1), question -> ACKNOWLEDGED);
    assertEquals(List.of("no-data"), found());
    ScriptedMeterScene selected = newMeter();
    selected.run(
        Duration.ofMinutes(1),
        question -> join(question, ACKNOWLEDGED), // behind a converter with an echo
        "secondary",
        "12345678");
    assertEquals(List.of("no-data"), selected.found());
  }

  @Test
  void namesEachErrorThatAMeterReports() {
    Map<Integer, String> errors =
        Map.of(8, "meter-busy", 9, "read-too-often", 3, "application-error");
    for (Map.Entry<Integer, String> error : errors.entrySet()) {
      ScriptedMeterScene one = new ScriptedMeterScene();
      String code = String.format("%02X", error.getKey());
      one.run(
          Duration.ofSeconds(20),
          question -> isReset(question) ? ACKNOWLEDGED : answer(7, 0x70, code, ""));
      assertEquals(List.of(error.getValue()), one.found());
      assertEquals(
          error.getKey() == 3 ? Map.of("code", "3 (too many records)") : Map.of(),
          one.session.findings().get(0).finding().parameters());
      assertEquals(List.of(), one.session.readings());
    }
  }

  @Test
  void keepsAnEncryptedTelegramAndSaysSo() {
    byte[] encrypted =
        answer(7, 0x72, HEADER + "01002005", "00112233445566778899AABBCCDDEEFF".repeat(2));
    run(Duration.ofSeconds(20), question -> isReset(question) ? ACKNOWLEDGED : encrypted);
    assertEquals(List.of("encrypted"), found());
    assertEquals(List.of(), session.readings());
    assertArrayEquals(encrypted, session.undecoded().get(0).frame());
  }

  @Test
  void saysWhichValuesAreNoneAsLongAsTheyAre() {
    List<byte[]> answers =
        new ArrayList<>(
            List.of(
                answer("0C06DDB4EBDD" + "021A0080" + VOLUME),
                answer("0C0600010000" + "021A0180" + VOLUME)));
    run(Duration.ofMinutes(6), question -> isReset(question) ? ACKNOWLEDGED : answers.remove(0));
    assertEquals(2, session.readings().size());
    assertEquals(1, session.readings().get(0).measurements().size());
    assertEquals(3, session.readings().get(1).measurements().size());
    assertEquals(
        List.of(
            "values-invalid {values=Heat energy E1 (0C-06): BCD digits DDEBB4DD;"
                + " Mass M1 (02-1A): the invalid number}"),
        session.findings().stream().map(one -> one.finding().toString()).toList());
  }

  @Test
  void saysThatAnAnswerHasNoValuesOrAnUnknownForm() {
    run(Duration.ofSeconds(20), question -> isReset(question) ? ACKNOWLEDGED : answer("0F0102"));
    assertEquals(List.of("no-values"), found());
    assertEquals(
        List.of("0F-raw"),
        session.readings().get(0).measurements().stream().map(Measurement::register).toList(),
        "what only the manufacturer understands is kept");
    ScriptedMeterScene other = new ScriptedMeterScene();
    other.run(
        Duration.ofSeconds(20),
        question -> isReset(question) ? ACKNOWLEDGED : answer(7, 0xA0, "01", ""));
    assertEquals(List.of("unknown-form"), other.found());
    assertEquals(List.of(), other.session.readings());
  }

  @Test
  void saysOfNoiseAndOfAnEchoAloneThatTheyAreNoAnswers() {
    run(Duration.ofMinutes(1), question -> HexFormat.of().parseHex("0040041300"));
    assertEquals(List.of("no-mbus-bytes"), found());
    ScriptedMeterScene echo = new ScriptedMeterScene();
    echo.run(Duration.ofMinutes(1), question -> question);
    assertEquals(List.of("only-echo"), echo.found());
    ScriptedMeterScene dead = new ScriptedMeterScene();
    dead.run(Duration.ofMinutes(1), question -> SILENCE);
    assertEquals(List.of("bus-silent"), dead.found());
  }

  @Test
  void saysThatBytesOfAnAnswerAreMissing() {
    run(
        Duration.ofSeconds(20),
        question -> isReset(question) ? ACKNOWLEDGED : Arrays.copyOf(answer(ENERGY + VOLUME), 25));
    assertEquals(List.of("answer-cut"), found());
    assertEquals(List.of(), session.readings());
  }

  @Test
  void noticesAClockThatStandsStillWhileTheAccessNumberCounts() {
    String clock = "046D" + "1E2C0F31";
    run(
        Duration.ofMinutes(40),
        question -> isReset(question) ? ACKNOWLEDGED : answer(ENERGY + clock));
    assertEquals(List.of("values-stand-still"), found());
    assertEquals(8, session.readings().size(), "the values are those of the meter nevertheless");
  }

  @Test
  void leavesADateThatIsStillToComeOutOfTheRecords() {
    String stored = "4406" + "5A000000";
    run(
        Duration.ofSeconds(20),
        question -> isReset(question) ? ACKNOWLEDGED : answer(ENERGY + stored + "426C" + "7F1C"));
    assertFalse(session.readings().isEmpty());
    ScriptedMeterScene future = new ScriptedMeterScene();
    future.run(
        Duration.ofSeconds(20),
        question ->
            isReset(question) ? ACKNOWLEDGED : future.answer(ENERGY + stored + "426C" + "BF4C"));
    assertEquals(2, session.readings().size(), "31 December 2019 is past");
    assertEquals(1, future.session.readings().size(), "31 December 2037 is to come");
    assertEquals(
        List.of("04-06", "44-06", "42-6C"),
        future.session.readings().get(0).measurements().stream()
            .map(Measurement::register)
            .toList(),
        "but what is stored is not lost");
  }

  @Test
  void notesThatTheRestOfATelegramIsUnreadableAndKeepsIt() {
    run(
        Duration.ofSeconds(20),
        question -> isReset(question) ? ACKNOWLEDGED : answer(ENERGY + "0414C8"));
    assertEquals(List.of("rest-unreadable"), found());
    assertEquals(
        List.of("04-06", "rest-raw"),
        session.readings().get(0).measurements().stream().map(Measurement::register).toList());
  }
}
