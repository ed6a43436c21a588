// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.captures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Value;

/**
 * One value in the output of the independent decoder.
 *
 * @param register null where the list has none.
 * @param content a number, or a text: {@code DT ...} for twelve bytes, {@code OBIS ...} for six,
 *     hexadecimal digits for other octet-strings.
 * @param scale scaler and unit, or null.
 */
record ExpectedValue(String register, Object content, List<Object> scale) {
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d+)-(\\d+)-(\\d+) (\\d+):(\\d+):(\\d+) dow=(\\d+) hs=(\\w+) dev=(\\S+) status=(\\w+)");

  /** Normalises the different structures of lists. */
  @SuppressWarnings("unchecked")
  static List<ExpectedValue> all(List<Object> values) {
    List<ExpectedValue> all = new ArrayList<>();
    for (Object entry : values) {
      List<Object> pair = (List<Object>) entry;
      String register = (String) pair.get(0);
      if (!(pair.get(1) instanceof List<?> inner)) {
        all.add(new ExpectedValue(register, pair.get(1), null));
      } else if (inner.get(0) instanceof String code && code.startsWith("OBIS ")) {
        List<Object> scale = inner.size() > 2 ? (List<Object>) inner.get(2) : null;
        all.add(new ExpectedValue(code.substring(5), inner.get(1), scale));
      } else { // scaler and unit of the value before
        ExpectedValue last = all.remove(all.size() - 1);
        all.add(new ExpectedValue(last.register, last.content, (List<Object>) inner));
      }
    }
    return all;
  }

  void requireEqual(Measurement measurement) {
    if (register != null) {
      assertEquals(register, measurement.register());
    }
    if (content instanceof Long number) {
      assertNotNull(measurement.raw(), measurement.register() + " has no raw integer");
      assertEquals(BigDecimal.valueOf(number), measurement.raw(), measurement.register());
      requireScale(measurement);
    } else if (measurement.value() instanceof Value.Moment moment) {
      requireTime(((String) content).substring(3), moment.time());
    } else {
      Value.Text text = assertInstanceOf(Value.Text.class, measurement.value());
      assertTrue(
          text.text().equals(content) || text.text().equals(ascii()),
          measurement.register() + " is " + text + " instead of " + content);
    }
  }

  private void requireScale(Measurement measurement) {
    if (scale != null) {
      int exponent = (int) (long) (Long) scale.get(0);
      BigDecimal value = assertInstanceOf(Value.Decimal.class, measurement.value()).number();
      assertEquals(0, value.compareTo(measurement.raw().scaleByPowerOfTen(exponent)), "scaler");
      assertEquals(unit((Long) scale.get(1)), measurement.unit().ascii(), "unit");
    }
  }

  private static String unit(long number) {
    return switch ((int) number) {
      case 27 -> "W";
      case 29 -> "var";
      case 30 -> "Wh";
      case 32 -> "varh";
      case 33 -> "A";
      case 35 -> "V";
      default -> "";
    };
  }

  /** Requires that a time equals the text, and has an offset only where the text has one. */
  static void requireTime(String text, MeterTime time) {
    Matcher m = TIME.matcher(text);
    assertTrue(m.matches(), text);
    int hundredths = Integer.parseInt(m.group(8), 16);
    LocalDateTime local =
        LocalDateTime.of(
            number(m, 1),
            number(m, 2),
            number(m, 3),
            number(m, 4),
            number(m, 5),
            number(m, 6),
            hundredths == 0xFF ? 0 : hundredths * 10_000_000);
    assertEquals(local, time.local());
    boolean open = m.group(9).equals("n/s");
    assertEquals(
        open ? null : ZoneOffset.ofTotalSeconds(-60 * number(m, 9)), time.offset(), "offset");
  }

  /** The bytes of an octet-string as characters. */
  private String ascii() {
    String text = (String) content;
    if (text.startsWith("OBIS ")) {
      StringBuilder characters = new StringBuilder();
      for (String group : text.substring(5).split("\\.")) {
        characters.append((char) Integer.parseInt(group));
      }
      return characters.toString();
    }
    if (text.startsWith("DT ")) {
      Matcher m = TIME.matcher(text.substring(3));
      assertTrue(m.matches(), text);
      int year = number(m, 1);
      int deviation = number(m, 9);
      int[] bytes = {
        year >> 8,
        year & 0xFF,
        number(m, 2),
        number(m, 3),
        number(m, 7),
        number(m, 4),
        number(m, 5),
        number(m, 6),
        Integer.parseInt(m.group(8), 16),
        deviation >> 8,
        deviation & 0xFF,
        Integer.parseInt(m.group(10), 16)
      };
      return new String(bytes, 0, bytes.length);
    }
    boolean hex = text.matches("([0-9a-f]{2})+");
    return hex ? new String(HexFormat.of().parseHex(text), StandardCharsets.US_ASCII) : text;
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }
}
