// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.driver.mbus.telegram.Content;
import org.metergate.driver.mbus.telegram.DataRecord;

/**
 * What the emulated meters send is decoded to the numbers that they meant; the decoder and the
 * encoder share no code.
 */
class RoundTripTest {
  private static final List<LocalDateTime> TIMES =
      List.of(
          LocalDateTime.parse("2025-01-01T00:00:00"),
          LocalDateTime.parse("2025-12-31T23:59:59"),
          LocalDateTime.parse("2026-07-02T12:13:14"),
          LocalDateTime.parse("2028-02-29T05:06:07"));

  /** What one step of a VIF is, written from the table of the standard by hand. */
  private static final Map<String, String> STEPS =
      Map.ofEntries(
          Map.entry("06", "1000 Wh"),
          Map.entry("86FF02", "1000 Wh"),
          Map.entry("13", "0.001 m3"),
          Map.entry("933C", "0.001 m3"),
          Map.entry("14", "0.01 m3"),
          Map.entry("15", "0.1 m3"),
          Map.entry("22", "1 h"),
          Map.entry("59", "0.01 degC"),
          Map.entry("5D", "0.01 degC"),
          Map.entry("61", "0.01 K"),
          Map.entry("2B", "1 W"),
          Map.entry("2D", "100 W"),
          Map.entry("3B", "0.001 m3/h"),
          Map.entry("5B", "1 degC"),
          Map.entry("DBFF0F", "1 degC"),
          Map.entry("67", "1 degC"),
          Map.entry("E7FF0F", "1 degC"));

  @ParameterizedTest
  @EnumSource(Model.class)
  void eachRecordHasTheNumberThatWasMeant(Model model) {
    Identity identity = new Identity(1, 12_345_678, 87_654_321, model);
    for (LocalDateTime time : TIMES) {
      for (double share : new double[] {0.6, 1, 1.4}) {
        Moment now = new Moment(time.toEpochSecond(ZoneOffset.UTC));
        List<Field> fields = model.records(share, identity.serial(), now);
        Answer.Telegram telegram =
            TestBus.decode(TelegramWriter.telegram(identity, 7, fields, true));
        assertEquals("", telegram.remark());
        assertEquals(fields.size(), telegram.records().size());
        for (int i = 0; i < fields.size(); i++) {
          assertMeant(fields.get(i), telegram.records().get(i), now);
        }
      }
    }
  }

  private static void assertMeant(Field sent, DataRecord decoded, Moment now) {
    assertEquals(sent.code(), decoded.key());
    String vif = sent.code().split("-")[1];
    switch (vif) {
      case "6D" -> {
        LocalDateTime minute = now.local().withSecond(0);
        assertEquals(new Content.Moment(minute, false), decoded.content(), sent.code());
      }
      case "6C" -> {
        LocalDate first = now.local().toLocalDate().withDayOfMonth(1);
        assertEquals(new Content.Day(first), decoded.content(), sent.code());
      }
      default -> {
        String[] step = STEPS.getOrDefault(vif, "1 ").split(" ", -1);
        var number = assertInstanceOf(Content.Number.class, decoded.content(), sent.code());
        BigDecimal meant = new BigDecimal(step[0]).multiply(BigDecimal.valueOf(sent.steps()));
        assertEquals(0, meant.compareTo(number.value()), sent + " became " + number);
        if (STEPS.containsKey(vif)) {
          assertEquals(step[1], decoded.vif().unit(), sent.code());
        }
      }
    }
  }

  @Test
  void theHeaderSaysWhichMeterItIs() {
    for (Model model : Model.values()) {
      Identity identity = new Identity(250, 1_234_567, 87_654_321, model);
      Answer.Telegram telegram =
          TestBus.decode(TelegramWriter.telegram(identity, 300, List.of(), true));
      assertEquals("01234567", telegram.header().identity());
      assertEquals("KAM", telegram.header().maker());
      assertEquals(model.version(), telegram.header().version());
      assertEquals(model.medium(), telegram.header().medium());
      assertEquals(300 - 256, telegram.header().accessNumber());
      assertEquals(0, telegram.header().status());
      assertEquals(model.ownBytes(), telegram.makerData().length);
    }
  }

  @Test
  void threeTelegramsHaveTheRecordsOfOne() {
    Identity identity = new Identity(1, 1, 1, Model.MULTICAL_302);
    BusMeter whole = new BusMeter(identity, BusMeter.Habit.USUAL, 1);
    BusMeter split = new BusMeter(identity, BusMeter.Habit.SPLIT, 1);
    Moment now = new Moment(TIMES.get(2).toEpochSecond(ZoneOffset.UTC));
    List<DataRecord> expected = TestBus.decode(ask(whole, 0x7B, now)).records();
    Answer.Telegram first = TestBus.decode(ask(split, 0x7B, now));
    Answer.Telegram second = TestBus.decode(ask(split, 0x5B, new Moment(now.seconds() + 60)));
    Answer.Telegram third = TestBus.decode(ask(split, 0x7B, new Moment(now.seconds() + 120)));
    assertTrue(first.moreFollow() && second.moreFollow() && !third.moreFollow());
    List<String> joined =
        Stream.of(first, second, third)
            .flatMap(telegram -> telegram.records().stream())
            .map(RoundTripTest::text)
            .toList();
    assertEquals(expected.stream().map(RoundTripTest::text).toList(), joined, "of one moment");
  }

  private static byte[] ask(BusMeter meter, int control, Moment now) {
    return meter.answer(new Request(control, 1, -1, new byte[0]), now).orElseThrow();
  }

  private static String text(DataRecord record) {
    return record.key() + " " + record.content();
  }
}
