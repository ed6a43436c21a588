// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.kit.TransmissionErrors.join;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.kit.ScriptedLink;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.reading.Measurement;
import org.metergate.time.VirtualTime;

/** Meters with habits that the emulated bus does not have. */
class ScriptedMeterTest {
  private static final byte[] ACKNOWLEDGED = {(byte) 0xE5};
  private static final byte[] SILENCE = {};

  /** The second byte of a selection is its length. */
  private static final int SELECTION = 0x0B;

  /** 12345678 KAM version 35, heat; then the access number, status 0 and no encryption. */
  private static final String HEADER = "78563412" + "2D2C" + "35" + "04";

  /** The meter answered before. */
  private static final Map<String, String> CONFIRMED =
      Map.of(RecordingPlayer.METER + "/" + Confirmation.STATE, "123456782D2C3504");

  private static final String ENERGY = "0406" + "64000000";
  private static final String VOLUME = "0414" + "C8000000";

  private final VirtualTime time = new VirtualTime(RecordingPlayer.START);
  private KitSession session = new KitSession(time, CONFIRMED);
  private final ScriptedLink link = new ScriptedLink(time);
  private int accessNumber;

  private static ScriptedMeterTest newMeter() {
    ScriptedMeterTest meter = new ScriptedMeterTest();
    meter.session = new KitSession(meter.time);
    return meter;
  }

  private byte[] answer(String records) {
    return answer(
        7, 0x72, HEADER + String.format("%02X", accessNumber++ & 0xFF) + "000000", records);
  }

  private static byte[] answer(int address, int information, String header, String records) {
    byte[] data = HexFormat.of().parseHex(header + records);
    return new LongFrame(0x08, address, information, data).bytes();
  }

  private void run(Duration life, Function<byte[], byte[]> meter, String... options) {
    Map<String, String> map =
        new LinkedHashMap<>(
            options.length > 1 && options[0].equals("secondary")
                ? Map.of()
                : Map.of("address", "7"));
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    link.answering(Duration.ofMillis(60), meter).lostAt(life);
    try {
      MeterDriver driver = RecordingPlayer.driver(new MbusDriverProvider(), map);
      RecordingPlayer.run(driver, link, session);
    } catch (OptionException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isReset(byte[] question) {
    return question[1] == 0x40;
  }

  private List<String> found() {
    return session.findings().stream()
        .map(found -> found.finding().code().id())
        .distinct()
        .toList();
  }

  private List<Integer> controls() {
    return link.written().stream().map(question -> question[1] & 0xFF).toList();
  }

  @Test
  void readsAMeterThatIgnoresTheReset() {
    run(Duration.ofMinutes(1), question -> isReset(question) ? SILENCE : answer(ENERGY));
    assertEquals(1, session.readings().size());
    assertEquals(List.of(), found());
    assertEquals(List.of(0x40, 0x7B), controls());
  }

  @Test
  void saysThatAMeterHasNothingToSendIfItAcknowledgesTheQuestionForIt() {
    run(Duration.ofMinutes(1), question -> ACKNOWLEDGED);
    assertEquals(List.of("no-data"), found());
    ScriptedMeterTest selected = newMeter();
    selected.run(
        Duration.ofMinutes(1),
        question -> join(question, ACKNOWLEDGED), // behind a converter with an echo
        "secondary",
        "12345678");
    assertEquals(List.of("no-data"), selected.found());
  }

  @Test
  void takesNoLateAcknowledgementOfTheResetForAnAnswer() {
    link.at(Duration.ofMillis(1700), ACKNOWLEDGED);
    run(Duration.ofSeconds(20), question -> SILENCE);
    assertFalse(found().contains("no-data"), found().toString());
  }

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
  void usesNoAnswerOfAMeterWithAnotherAddress() {
    run(
        Duration.ofSeconds(20),
        question ->
            isReset(question) ? ACKNOWLEDGED : answer(8, 0x72, HEADER + "00000000", ENERGY));
    assertEquals(List.of(), session.readings());
    assertEquals(List.of("other-address"), found());
  }

  @Test
  void namesEachErrorThatAMeterReports() {
    Map<Integer, String> errors =
        Map.of(8, "meter-busy", 9, "read-too-often", 3, "application-error");
    for (Map.Entry<Integer, String> error : errors.entrySet()) {
      ScriptedMeterTest one = new ScriptedMeterTest();
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
    ScriptedMeterTest other = new ScriptedMeterTest();
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
    ScriptedMeterTest echo = new ScriptedMeterTest();
    echo.run(Duration.ofMinutes(1), question -> question);
    assertEquals(List.of("only-echo"), echo.found());
    ScriptedMeterTest dead = new ScriptedMeterTest();
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
  void sendsTheResetAsOftenAsIsConfigured() {
    Map<String, List<Integer>> wanted =
        Map.of(
            "always", List.of(0x40, 0x7B, 0x40, 0x7B, 0x40, 0x7B),
            "first", List.of(0x40, 0x7B, 0x5B, 0x7B),
            "never", List.of(0x7B, 0x5B, 0x7B));
    for (Map.Entry<String, List<Integer>> one : wanted.entrySet()) {
      ScriptedMeterTest meter = new ScriptedMeterTest();
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
    ScriptedMeterTest future = new ScriptedMeterTest();
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
  void believesANewMeterWhenItAnswersAloneAndAsksItNoMoreThanOnceThen() {
    ScriptedMeterTest meter = newMeter();
    meter.run(
        Duration.ofMinutes(11),
        question ->
            isReset(question) || question[1] == SELECTION ? ACKNOWLEDGED : meter.answer(ENERGY));
    assertEquals(List.of(0x40, 0x7B, SELECTION, 0x7B, 0x40, 0x7B, 0x40, 0x7B), meter.controls());
    assertEquals(3, meter.session.readings().size());
  }

  @Test
  void believesANewMeterThatCannotBeSelectedAfterFiveGoodAnswers() {
    ScriptedMeterTest meter = newMeter();
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
    ScriptedMeterTest meter = newMeter();
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
