// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.kit.TransmissionErrors.join;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.request.MbusExchange;
import org.metergate.driver.mbus.request.MbusRequest;
import org.metergate.driver.mbus.request.SecondaryAddress;
import org.metergate.kit.RecognitionContract;
import org.metergate.kit.SampleTraffic;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Trial;
import org.metergate.spi.driver.DriverProvider;

class MbusRecognitionTest extends RecognitionContract {
  private static final String HEADER = "83112167 2D2C3504 2A000000";
  private static final String ENERGY = "0406 7B000000 0414 7A050000";

  private final MbusDriverProvider provider = new MbusDriverProvider();

  private Trial trial(int index) {
    return provider.trials().get(index);
  }

  private static byte[] answer(int address, int form, String data) {
    byte[] bytes = HexFormat.of().parseHex(data.replace(" ", ""));
    return new LongFrame(0x08, address, form, bytes).bytes();
  }

  private static Match certain(String number, Map<String, String> options) {
    return new Match(Certainty.CERTAIN, number, options, List.of());
  }

  private static Match likely(Map<String, String> options) {
    return new Match(Certainty.LIKELY, "", options, List.of());
  }

  /** Where one of two lines is low, the bus is: each bit is that of both meters together. */
  private static byte[] together(byte[] one, byte[] other) {
    byte[] both = one.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] &= i < other.length ? other[i] : (byte) 0xFF;
    }
    return both;
  }

  @Override
  protected DriverProvider provider() {
    return new MbusDriverProvider();
  }

  @Override
  protected List<Example> examples() {
    byte[] meter = answer(183, 0x72, HEADER + ENERGY);
    byte[] same = answer(98, 0x72, "98672485 2D2C3504 07000000 0406 11020000 0414 00000000");
    return List.of(
        new Example("at 2400", trial(0), meter, certain("67211183", Map.of("address", "183"))),
        new Example(
            "at 9600",
            trial(1),
            meter,
            certain("67211183", Map.of("address", "183", "speed", "9600"))),
        new Example(
            "without an address of its own",
            trial(3),
            answer(0, 0x72, HEADER + ENERGY),
            certain("67211183", Map.of("secondary", "672111832D2C3504"))),
        new Example(
            "with the fixed structure",
            trial(0),
            answer(5, 0x73, "78563412 0A 00 E97E 01000000 35010000"),
            certain("12345678", Map.of("address", "5"))),
        new Example(
            "busy, and without an address",
            trial(0),
            answer(0, 0x70, "08"),
            certain("", Map.of("address", "0"))),
        new Example(
            "the beginning of an answer at 300",
            trial(2),
            Arrays.copyOf(meter, 30),
            likely(Map.of("speed", "300"))),
        new Example("two meters of one model", trial(0), together(meter, same), likely(Map.of())));
  }

  @Override
  protected Map<String, byte[]> othersTraffic() {
    Map<String, byte[]> others = new LinkedHashMap<>(SampleTraffic.without(SampleTraffic.MBUS));
    others.put("an acknowledgement", new byte[] {(byte) 0xE5});
    others.put(
        "the questions of another master",
        join(
            MbusRequest.reset(5).bytes(),
            MbusRequest.select(SecondaryAddress.parse("67211183").orElseThrow()).bytes(),
            MbusRequest.data(MbusRequest.SELECTED, true).bytes()));
    others.put(
        "a telecontrol device with the same frames (IEC 60870-5-101)",
        answer(3, 0x0D, "0103010000010000000000"));
    return others;
  }

  @Test
  void asksWhoeverIsOnTheLineForDataAndNothingElse() {
    assertEquals(
        List.of(
            "2400 8E1 107BFE7916",
            "9600 8E1 107BFE7916",
            "300 8E1 107BFE7916",
            "2400 8E1 105BFE5916"),
        provider.trials().stream()
            .map(trial -> trial.settings() + " " + Hex.of(trial.question()))
            .toList());
  }

  @Test
  void recognisesTheTrafficOfAnotherReader() {
    Trial listening = Trial.listening(MbusExchange.line(2400), false, trial(0).listen());
    byte[] traffic =
        join(MbusRequest.data(5, true).bytes(), answer(5, 0x72, HEADER + ENERGY), new byte[1]);
    assertEquals(
        Optional.of(certain("67211183", Map.of("address", "5"))),
        provider.recognise(listening, List.of(new Arrival(1, traffic))));
  }

  @ParameterizedTest
  @CsvSource({"2400, false", "300, true", "1200, true", "4800, true", "19200, false"})
  void suggestsTheSpeedWhereItIsNotTheUsualOneAndCanBeConfigured(int baud, boolean suggested) {
    Trial listening = Trial.listening(MbusExchange.line(baud), false, trial(0).listen());
    Map<String, String> options =
        suggested ? Map.of("address", "5", "speed", "" + baud) : Map.of("address", "5");
    assertEquals(
        Optional.of(certain("67211183", options)),
        provider.recognise(listening, List.of(new Arrival(1, answer(5, 0x72, HEADER + ENERGY)))));
  }

  @Test
  void prefersAWholeAnswerToTheBeginningOfAnother() {
    byte[] whole = answer(5, 0x72, HEADER + ENERGY);
    byte[] cut = Arrays.copyOf(answer(6, 0x72, HEADER + ENERGY), 15);
    for (byte[] traffic : List.of(join(cut, whole), join(whole, cut))) {
      assertEquals(
          Optional.of(certain("67211183", Map.of("address", "5"))),
          provider.recognise(trial(0), List.of(new Arrival(1, traffic))));
    }
  }

  private Optional<Match> recognised(byte[] traffic) {
    return provider.recognise(trial(0), List.of(new Arrival(1, traffic)));
  }

  @Test
  void receivesOneMeterWithoutDamage() {
    byte[] alone = answer(5, 0x72, HEADER + ENERGY);
    assertArrayEquals(alone, new BitLine().send(3, alone).received());
  }

  /**
   * Meters of one model answer within a bit of each other, others up to 320 bits apart. Where bits
   * merge exactly, a sum of eight bits may come out right by chance: no more often than that.
   */
  @Test
  void showsABusInTwoOfFiveCasesWhereSeveralMetersAnswerTogetherAndSeldomAWrongMeter() {
    int rounds = 1000;
    for (boolean alike : new boolean[] {true, false}) {
      int likely = 0;
      int wrong = 0;
      Random random = new Random(17);
      for (int round = 0; round < rounds; round++) {
        BitLine line = new BitLine();
        List<String> numbers = new ArrayList<>();
        for (int meter = 0; meter < 2 + round % 3; meter++) {
          String number = "%08d".formatted(random.nextInt(100_000_000));
          numbers.add(number);
          int delay = alike ? random.nextInt(8) : 8 * 11 + random.nextInt(8 * 320);
          line.send(delay, answerOf(number, alike ? 1 : 1 + random.nextInt(4), random));
        }
        Optional<Match> match = recognised(line.received());
        boolean certain = match.filter(one -> one.certainty() == Certainty.CERTAIN).isPresent();
        likely += match.isPresent() && !certain ? 1 : 0;
        wrong += certain && !numbers.contains(match.get().identifier()) ? 1 : 0;
      }
      assertTrue(likely > rounds * 2 / 5, likely + " of " + rounds + ", alike: " + alike);
      assertTrue(wrong <= rounds / 256, wrong + " of " + rounds + ", alike: " + alike);
    }
  }

  private static byte[] answerOf(String number, int records, Random random) {
    StringBuilder wire = new StringBuilder();
    for (int digit = 6; digit >= 0; digit -= 2) {
      wire.append(number, digit, digit + 2);
    }
    String rest = HEADER.substring(8) + ENERGY.repeat(records);
    return answer(1 + random.nextInt(250), 0x72, wire + rest);
  }
}
