// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers of several telegrams, of meters that send them in their own ways. */
class TelegramsOfAnswersTest extends ScriptedMeterScene {
  @Test
  void togglesTheFrameCountBitUntilTheLastTelegramAndRepeatsWithTheSame() {
    List<byte[]> answers =
        new ArrayList<>(
            List.of(
                ACKNOWLEDGED,
                answer(ENERGY + "1F"),
                SILENCE,
                answer(VOLUME + "1F"),
                answer("0259D00F" + "0F")));
    run(Duration.ofMinutes(1), question -> answers.remove(0));
    assertEquals(List.of(0x40, 0x7B, 0x5B, 0x5B, 0x7B), controls());
    assertEquals(3, session.readings().get(0).measurements().size());
    assertEquals(1, session.readings().size());
  }

  @Test
  void endsWhenAMeterSendsTheSameTelegramForEver() {
    run(
        Duration.ofMinutes(1),
        question -> isReset(question) ? ACKNOWLEDGED : answer(ENERGY + "1F"));
    assertEquals(List.of(0x40, 0x7B, 0x5B), controls());
    assertEquals(List.of("same-telegram"), found());
    assertEquals(1, session.readings().get(0).measurements().size());
  }

  @Test
  void asksOnceMoreWhenATelegramCameTwiceWithOneAccessNumber() {
    byte[] first = answer(ENERGY + "1F");
    List<byte[]> answers = new ArrayList<>(List.of(ACKNOWLEDGED, first, first, answer(VOLUME)));
    run(Duration.ofMinutes(1), question -> answers.remove(0));
    assertEquals(List.of(0x40, 0x7B, 0x5B, 0x5B), controls());
    assertEquals(2, session.readings().get(0).measurements().size());
    assertEquals(List.of(), found());
  }

  @Test
  void takesNoMoreThan32Telegrams() {
    run(
        Duration.ofSeconds(25),
        question ->
            isReset(question)
                ? ACKNOWLEDGED
                : answer(String.format("0414%02X0000001F", accessNumber)));
    assertEquals(1 + AnswerParts.MOST, link.written().size());
    assertEquals(List.of("answer-incomplete"), found());
    assertEquals(List.of(), session.readings(), "the meter is not known yet");
  }

  @Test
  void publishesWhatCameOfAnIncompleteAnswerOnceTheMeterIsKnown() {
    List<byte[]> answers =
        new ArrayList<>(
            List.of(
                ACKNOWLEDGED,
                answer(ENERGY + "1F"),
                answer(VOLUME),
                ACKNOWLEDGED,
                answer(ENERGY + "1F"),
                SILENCE,
                SILENCE));
    run(Duration.ofMinutes(6), question -> answers.isEmpty() ? SILENCE : answers.remove(0));
    assertEquals(2, session.readings().size());
    assertEquals(2, session.readings().get(0).measurements().size());
    assertEquals(1, session.readings().get(1).measurements().size());
    assertTrue(found().contains("answer-incomplete"), found().toString());
  }

  @Test
  void publishesNothingWhenTheTelegramsAreOfTwoMeters() {
    byte[] other = answer(7, 0x72, "11111111" + "2D2C" + "35" + "04" + "01000000", VOLUME);
    List<byte[]> answers = new ArrayList<>(List.of(ACKNOWLEDGED, answer(ENERGY + "1F"), other));
    run(Duration.ofSeconds(20), question -> answers.isEmpty() ? SILENCE : answers.remove(0));
    assertEquals(List.of(), session.readings());
    assertTrue(found().contains("other-meter"), found().toString());
  }

  @Test
  void readsAllTelegramsOfAMeterThatRepeatsItsLastOneWhenItIsSelected() {
    List<String> parts = List.of(ENERGY + "1F", VOLUME + "1F", "0259D00F");
    int[] state = {-1, 0};
    run(
        Duration.ofMinutes(16),
        question -> {
          if (question[1] == SELECTION) {
            return ACKNOWLEDGED;
          }
          if (state[1] != question[1]) {
            state[0] = (state[0] + 1) % parts.size();
          }
          state[1] = question[1];
          return answer(parts.get(state[0]));
        },
        "secondary",
        "12345678");
    assertEquals(4, session.readings().size());
    session.readings().forEach(reading -> assertEquals(3, reading.measurements().size()));
    assertEquals(List.of(), found());
  }
}
