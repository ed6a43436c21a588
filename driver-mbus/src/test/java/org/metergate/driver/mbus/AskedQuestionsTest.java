// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which questions a meter is asked, and when a new one is believed. */
class AskedQuestionsTest extends ScriptedMeterScene {
  @Test
  void readsAMeterThatIgnoresTheReset() {
    run(Duration.ofMinutes(1), question -> isReset(question) ? SILENCE : answer(ENERGY));
    assertEquals(1, session.readings().size());
    assertEquals(List.of(), found());
    assertEquals(List.of(0x40, 0x7B), controls());
  }

  @Test
  void sendsTheResetAsOftenAsIsConfigured() {
    Map<String, List<Integer>> wanted =
        Map.of(
            "always", List.of(0x40, 0x7B, 0x40, 0x7B, 0x40, 0x7B),
            "first", List.of(0x40, 0x7B, 0x5B, 0x7B),
            "never", List.of(0x7B, 0x5B, 0x7B));
    for (Map.Entry<String, List<Integer>> one : wanted.entrySet()) {
      ScriptedMeterScene meter = new ScriptedMeterScene();
      meter.run(
          Duration.ofMinutes(11),
          question -> isReset(question) ? ACKNOWLEDGED : meter.answer(ENERGY),
          "link-reset",
          one.getKey());
      assertEquals(one.getValue(), meter.controls(), one.getKey());
      assertEquals(3, meter.session.readings().size());
    }
  }

  @Test
  void sendsTheFirstResetOnceAlsoToAMeterThatIgnoresIt() {
    run(
        Duration.ofMinutes(11),
        question -> isReset(question) ? SILENCE : answer(ENERGY),
        "link-reset",
        "first");
    assertEquals(List.of(0x40, 0x7B, 0x5B, 0x7B), controls());
  }

  @Test
  void asksAgainForADamagedAnswerOfAMeterThatIgnoresTheReset() {
    byte[] damaged = answer(ENERGY);
    damaged[12] ^= 1;
    List<byte[]> answers =
        new ArrayList<>(List.of(SILENCE, damaged, answer(ENERGY), ACKNOWLEDGED, answer(ENERGY)));
    run(Duration.ofSeconds(20), question -> answers.remove(0));
    assertEquals(List.of(0x40, 0x7B, 0x7B, SELECTION, 0x7B), controls());
    assertEquals(1, session.readings().size());
  }

  @Test
  void takesNoLateAcknowledgementOfTheResetForAnAnswer() {
    link.at(Duration.ofMillis(1700), ACKNOWLEDGED);
    run(Duration.ofSeconds(20), question -> SILENCE);
    assertFalse(found().contains("no-data"), found().toString());
  }

  @Test
  void believesANewMeterWhenItAnswersAloneAndAsksItNoMoreThanOnceThen() {
    ScriptedMeterScene meter = newMeter();
    meter.run(
        Duration.ofMinutes(11),
        question ->
            isReset(question) || question[1] == SELECTION ? ACKNOWLEDGED : meter.answer(ENERGY));
    assertEquals(List.of(0x40, 0x7B, SELECTION, 0x7B, 0x40, 0x7B, 0x40, 0x7B), meter.controls());
    assertEquals(3, meter.session.readings().size());
  }

  @Test
  void believesANewMeterThatCannotBeSelectedAfterFiveGoodAnswers() {
    ScriptedMeterScene meter = newMeter();
    meter.run(
        Duration.ofMinutes(6),
        question -> {
          boolean silent = question[1] == SELECTION;
          byte[] data = silent ? SILENCE : meter.answer(ENERGY);
          return isReset(question) ? ACKNOWLEDGED : data;
        });
    assertEquals(2, meter.session.readings().size());
    assertEquals(5 + 1, meter.controls().stream().filter(control -> control == 0x7B).count());
  }

  @Test
  void publishesNothingOfAThirdMeterThatAcceptsTheSelection() {
    ScriptedMeterScene meter = newMeter();
    boolean[] selected = new boolean[1];
    meter.run(
        Duration.ofSeconds(20),
        question -> {
          selected[0] |= question[1] == SELECTION;
          byte[] data =
              selected[0] ? answer(8, 0x72, HEADER + "01000000", VOLUME) : meter.answer(ENERGY);
          return isReset(question) || question[1] == SELECTION ? ACKNOWLEDGED : data;
        });
    assertEquals(List.of(), meter.session.readings());
  }

  @Test
  void usesNoAnswerOfAMeterWithAnotherAddress() {
    run(
        Duration.ofSeconds(20),
        question ->
            isReset(question) ? ACKNOWLEDGED : answer(8, 0x72, HEADER + "00000000", ENERGY));
    assertEquals(List.of(), session.readings());
    assertEquals(List.of("other-address"), found());
  }
}
