// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram.captures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.frame.MbusFrame;
import org.metergate.driver.mbus.frame.MbusFramer;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.driver.mbus.telegram.Content;
import org.metergate.driver.mbus.telegram.DataRecord;
import org.metergate.driver.mbus.telegram.Header;
import org.metergate.driver.mbus.telegram.Subject;
import org.metergate.driver.mbus.telegram.TelegramDecoder;
import org.metergate.driver.mbus.telegram.Vif;
import org.metergate.driver.mbus.telegram.Vife;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Hex;

/** Every captured telegram says what another decoder, written independently, found in it. */
@Tag("captures")
class DecodedCapturesTest {
  /** Of the eleventh DIFE the other decoder takes no notice. */
  private static final String ELEVEN_DIFE = "8B8B8B8B8B8B8B8B8B8B8B60-04";

  @TestFactory
  Stream<DynamicTest> everyTelegramSaysWhatTheOtherDecoderFound() throws Exception {
    Path folder = Captures.orSkip();
    Map<String, Object> expected = Captures.expected(folder);
    assertTrue(expected.size() >= 44, "there were 44");
    return expected.entrySet().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getKey(),
                    () -> check(folder.resolve(file.getKey()), objects(file.getValue()))));
  }

  private static void check(Path file, List<Map<String, Object>> expected) throws Exception {
    List<byte[]> frames = Captures.frames(file);
    assertEquals(expected.size(), frames.size());
    for (int i = 0; i < frames.size(); i++) {
      List<MbusFrame> found = new ArrayList<>();
      byte[] frame = frames.get(i);
      new MbusFramer().accept(frame, 0, frame.length, new Collecting(found));
      if (expected.get(i).get("checksum_ok").equals(false)) {
        assertEquals(List.of(), found);
      } else {
        check(expected.get(i), TelegramDecoder.decode((LongFrame) found.get(0)));
      }
    }
  }

  private record Collecting(List<MbusFrame> found) implements FrameSink<MbusFrame> {
    @Override
    public void frame(MbusFrame frame) {
      found.add(frame);
    }

    @Override
    public void noise(byte[] bytes, int offset, int length) {
      assertEquals(List.of(), found, "only a damaged frame is noise");
    }

    @Override
    public void corrupt(Damage damage) {
      assertEquals(Damage.CHECKSUM, damage);
    }
  }

  private static void check(Map<String, Object> expected, Answer answer) {
    Object error = expected.get("application_error");
    String note = String.valueOf(expected.get("note"));
    if (error != null) {
      assertEquals(new Answer.ApplicationError(Integer.parseInt(error.toString(), 16)), answer);
    } else if (note.equals("CI not decoded")) {
      assertTrue(answer instanceof Answer.Unreadable, answer.toString());
    } else if (note.startsWith("encrypted")) {
      Answer.Encrypted encrypted = (Answer.Encrypted) answer;
      assertEquals("encrypted, mode " + encrypted.mode() + ", 2 blocks", note);
      checkHeader(object(expected.get("header")), encrypted.header());
    } else {
      checkTelegram(expected, (Answer.Telegram) answer);
    }
  }

  private static void checkTelegram(Map<String, Object> expected, Answer.Telegram telegram) {
    checkHeader(object(expected.get("header")), telegram.header());
    List<Map<String, Object>> records = objects(expected.get("records"));
    assertEquals(
        records.stream().map(one -> one.get("key")).toList(),
        telegram.records().stream().map(DataRecord::key).toList());
    for (int i = 0; i < records.size(); i++) {
      checkRecord(records.get(i), telegram.records().get(i));
    }
    assertEquals(expected.getOrDefault("more", false), telegram.moreFollow());
    Object own = expected.get("manufacturer_data");
    assertEquals(own == null ? "" : own, Hex.of(telegram.makerData()));
    Object rest = expected.get("rest");
    if (rest == null) {
      assertEquals("", telegram.remark());
    } else {
      assertTrue(telegram.remark().contains(rest.toString()), telegram.remark());
    }
  }

  private static void checkHeader(Map<String, Object> expected, Header header) {
    assertEquals(expected.get("id"), header.identity());
    assertEquals(expected.get("access"), (long) header.accessNumber());
    assertEquals(expected.get("status"), hex(header.status(), 2));
    if (expected.containsKey("medium_fixed")) {
      assertEquals(expected.get("medium_fixed"), (long) header.medium());
      return;
    }
    assertEquals(expected.get("medium"), (long) header.medium());
    assertEquals(expected.get("version"), (long) header.version());
    assertEquals(expected.get("signature"), hex(header.configuration(), 4));
    assertEquals(expected.get("manufacturer_code"), hex(header.manufacturer(), 4));
    String letters = (String) expected.get("manufacturer");
    assertEquals(letters.matches("[A-Z]{3}") ? letters : "", header.maker());
  }

  private static void checkRecord(Map<String, Object> expected, DataRecord one) {
    String key = one.key();
    boolean fixed = key.startsWith("counter");
    assertEquals(expected.get("raw"), Hex.of(one.raw()), key);
    checkValue(expected, one);
    if (isRate(expected)) {
      assertEquals(new Vif(Subject.OTHER, expected.get("unit") + "/pulse", -6), one.vif());
    } else {
      checkSubject((String) expected.get("quantity"), one);
    }
    if (!fixed) {
      if (!isRate(expected)) {
        assertEquals(expected.get("unit"), one.vif().unit(), key);
      }
      assertEquals(expected.get("function"), one.function().name().toLowerCase(Locale.ROOT), key);
      assertEquals(expected.get("storage"), one.storage(), key);
      assertEquals(key.equals(ELEVEN_DIFE) ? 2L << 20 : expected.get("tariff"), one.tariff(), key);
      assertEquals(
          key.equals(ELEVEN_DIFE) ? 1L << 10 : expected.get("subunit"), one.subunit(), key);
      checkVifes((List<?>) expected.get("vife"), one);
    }
  }

  /**
   * The other decoder names the byte that leads to the manufacturer's own, unless it is the VIF.
   */
  private static void checkVifes(List<?> expected, DataRecord one) {
    assertEquals(expected.size(), one.vifes().size(), one.key());
    for (int i = 0; i < expected.size(); i++) {
      Vife vife = one.vifes().get(i);
      String name = expected.get(i).toString();
      assertEquals(
          name.startsWith("mfg "), vife.table() == Vife.Table.MANUFACTURER, one.key() + name);
      if (name.startsWith("mfg ")) {
        assertEquals("mfg " + hex(vife.code(), 2), name);
      }
    }
  }

  /** The other decoder leaves the unit of what a pulse stands for as it is. */
  private static boolean isRate(Map<String, Object> expected) {
    return String.valueOf(expected.get("vife")).startsWith("[per input pulse");
  }

  private static void checkSubject(String quantity, DataRecord one) {
    Subject subject = one.vif().subject();
    if (quantity.startsWith("time of")) {
      assertEquals(Subject.EVENT_TIME, subject, one.key());
    } else if (quantity.startsWith("reserved")) {
      assertEquals(Subject.OTHER, subject, one.key());
    } else {
      assertEquals(quantity.replace(" (historic)", ""), subject.words(), one.key());
      assertEquals(quantity.endsWith("(historic)"), one.key().equals("counter2"), one.key());
    }
  }

  private static void checkValue(Map<String, Object> expected, DataRecord one) {
    String value = (String) expected.get("value");
    if (value == null) {
      assertTrue(
          one.content() instanceof Content.Missing || one.content() instanceof Content.Bytes,
          one.toString());
      if (String.valueOf(expected.get("note")).startsWith("BCD")) {
        assertEquals(new Content.Missing((String) expected.get("note"), false), one.content());
      }
    } else if (one.content() instanceof Content.Number number) {
      BigDecimal exact = new BigDecimal(value);
      boolean litres = "ml".equals(expected.get("unit"));
      BigDecimal inUnit = litres ? exact.movePointLeft(6) : exact;
      assertEquals(0, inUnit.compareTo(number.value()), one + " is " + value);
    } else {
      assertEquals(value, text(one.content()), one.key());
      if (one.content() instanceof Content.Moment moment) {
        assertEquals(expected.getOrDefault("summer_bit", false), moment.summerTime(), one.key());
      }
    }
  }

  private static String text(Content content) {
    if (content instanceof Content.Text text) {
      return text.text();
    }
    if (content instanceof Content.Day day) {
      return day.date().toString();
    }
    if (content instanceof Content.TimeOfDay time) {
      return time.time().toString();
    }
    if (content instanceof Content.Moment moment) {
      return moment.time().toString();
    }
    return content.toString();
  }

  private static String hex(int value, int digits) {
    return String.format(Locale.ROOT, "%0" + digits + "X", value);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> objects(Object value) {
    return (List<Map<String, Object>>) value;
  }
}
