// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram.captures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.register.Readout;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.driver.mbus.telegram.Content;
import org.metergate.driver.mbus.telegram.DataRecord;
import org.metergate.driver.mbus.telegram.TelegramDecoder;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Value;

/** What is published of each captured telegram: all of it, with the right units. */
@Tag("captures")
class ReadoutOfCapturesTest {
  /** Without made_mc603_gj, whose sums are those of another meter than its volume. */
  private static final List<String> WITH_SUMS =
      List.of(
          "made_mc302_heat_cool",
          "made_mc303_heat",
          "made_mc303_heat_cool",
          "made_mc403",
          "made_mc603_mwh");

  /** How much one of a unit is in the other decoder's unit for the same. */
  private static final Map<String, BigDecimal> SIZES = new HashMap<>();

  static {
    size("Wh", "1", "kWh", "1000", "MWh", "1000000");
    size("J", "1", "kJ", "1000", "MJ", "1000000", "GJ", "1000000000");
    size("W", "1", "kW", "1000", "l/h", "0.001");
  }

  private static void size(String... pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      SIZES.put(pairs[i], new BigDecimal(pairs[i + 1]));
    }
  }

  @TestFactory
  Stream<DynamicTest> everyRecordWithAValueIsPublished() throws Exception {
    Path folder = Captures.orSkip();
    return Captures.expected(folder).keySet().stream()
        .map(file -> DynamicTest.dynamicTest(file, () -> check(answer(folder.resolve(file)))));
  }

  private static List<Answer.Telegram> answer(Path file) throws Exception {
    List<Answer.Telegram> telegrams = new ArrayList<>();
    for (byte[] frame : Captures.frames(file)) {
      if (frame.length > 9 && frame[0] == 0x68) {
        byte[] data = Arrays.copyOfRange(frame, 7, Math.min(frame.length, 4 + (frame[1] & 0xFF)));
        LongFrame whole = new LongFrame(frame[4] & 0xFF, frame[5] & 0xFF, frame[6] & 0xFF, data);
        if (TelegramDecoder.decode(whole) instanceof Answer.Telegram telegram) {
          telegrams.add(telegram);
        }
      }
    }
    return telegrams;
  }

  private static void check(List<Answer.Telegram> telegrams) {
    if (telegrams.isEmpty()) {
      return; // no values are expected of it
    }
    Readout readout = Readout.of(telegrams);
    Map<String, Measurement> published = new LinkedHashMap<>();
    readout.measurements().forEach(one -> published.put(one.register(), one));
    readout.stored().forEach(s -> s.measurements().forEach(m -> published.put(m.register(), m)));
    Map<String, Integer> count = new HashMap<>();
    for (Answer.Telegram telegram : telegrams) {
      for (DataRecord record : telegram.records()) {
        int number = count.merge(record.key(), 1, Integer::sum);
        String register = number == 1 ? record.key() : record.key() + "#" + number;
        boolean isRaw = record.content() instanceof Content.Bytes;
        Measurement one = published.remove(isRaw ? register + "-raw" : register);
        if (record.content() instanceof Content.Missing missing) {
          assertEquals(null, one, register);
          assertEquals(
              !missing.isUsual(),
              readout.invalid().stream().anyMatch(bad -> bad.register().equals(register)),
              register);
        } else {
          same(record, one);
        }
      }
    }
    long own = telegrams.stream().filter(telegram -> telegram.makerData().length > 0).count();
    assertEquals(own == 0, published.remove("0F-raw") == null);
    long rest = telegrams.stream().filter(telegram -> !telegram.remark().isEmpty()).count();
    assertEquals(rest == 0, published.remove("rest-raw") == null);
    assertEquals(Map.of(), published, "nothing is made up");
  }

  private static void same(DataRecord record, Measurement one) {
    assertNotNull(one, record.key());
    if (record.content() instanceof Content.Number number
        && one.value() instanceof Value.Decimal decimal) {
      assertEquals(number.raw(), one.raw());
      if (one.quantity().name().startsWith("volume_times") || one.unit() == null) {
        return; // its step is that of the volume
      }
      BigDecimal published = decimal.number().multiply(size(one.unit().ascii()));
      BigDecimal decoded = number.value().multiply(size(record.vif().unit()));
      assertEquals(0, published.compareTo(decoded), record + " is " + one);
    }
  }

  private static BigDecimal size(String unit) {
    return SIZES.getOrDefault(unit, BigDecimal.ONE);
  }

  /** E8 by V1 is the mean flow temperature, E9 by V1 that of the return. */
  @Test
  void sumsByVolumeAreTemperaturesOfWater() throws Exception {
    Path folder = Captures.orSkip();
    for (String meter : WITH_SUMS) {
      Readout readout = Readout.of(answer(folder.resolve(meter + ".hex")));
      Map<String, Double> values = new HashMap<>();
      for (Measurement one : readout.measurements()) {
        if (one.value() instanceof Value.Decimal decimal) {
          values.put(one.quantity().name(), decimal.number().doubleValue());
        }
      }
      double volume = values.get("volume");
      double flow = values.get("volume_times_flow_temperature") / volume;
      double back = values.get("volume_times_return_temperature") / volume;
      assertTrue(flow > 1 && flow < 150, meter + ": flow " + flow);
      assertTrue(back > 1 && back < 150, meter + ": return " + back);
    }
  }
}
