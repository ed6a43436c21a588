// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the independent decoder reports of one value: {@code [register, content]}, {@code [null,
 * ["OBIS register", content, [scaler, unit]]]}, or the scaler and unit of the value before.
 *
 * @param register null where the list names none.
 * @param content a whole number, or a text; {@code DT ...} is a time.
 * @param scaler the power of ten, or null.
 */
record ExpectedJson(String register, Object content, Long scaler) {
  private static final Pattern TIME =
      Pattern.compile(
          "(?:DT )?(\\d+)-(\\d+)-(\\d+) (\\d+):(\\d+):(\\d+) dow=\\d+ hs=(\\w+) dev=(\\S+) .*");

  static void requireAll(List<Object> values, List<Object> measurements) {
    List<ExpectedJson> expected = all(values);
    assertEquals(expected.size(), measurements.size(), measurements.toString());
    for (int i = 0; i < expected.size(); i++) {
      expected.get(i).requireEqual(JsonLines.asMap(measurements.get(i)));
    }
  }

  private static List<ExpectedJson> all(List<Object> values) {
    List<ExpectedJson> all = new ArrayList<>();
    for (Object value : values) {
      List<Object> pair = JsonLines.asList(value);
      if (!(pair.get(1) instanceof List<?>)) {
        all.add(new ExpectedJson((String) pair.get(0), pair.get(1), null));
        continue;
      }
      List<Object> inner = JsonLines.asList(pair.get(1));
      if (inner.get(0) instanceof String code) {
        Long scaler = inner.size() > 2 ? (Long) JsonLines.asList(inner.get(2)).get(0) : null;
        all.add(new ExpectedJson(code.replace("OBIS ", ""), inner.get(1), scaler));
      } else {
        ExpectedJson last = all.remove(all.size() - 1);
        all.add(new ExpectedJson(last.register, last.content, (Long) inner.get(0)));
      }
    }
    return all;
  }

  private void requireEqual(Map<String, Object> measurement) {
    if (register != null) {
      assertEquals(register, measurement.get("register"));
    }
    if (content instanceof Long number) {
      assertEquals(Long.toString(number), measurement.get("raw"), measurement.toString());
      if (scaler != null) {
        BigDecimal scaled = BigDecimal.valueOf(number).scaleByPowerOfTen((int) (long) scaler);
        String value = (String) measurement.get("value");
        assertEquals(0, scaled.compareTo(new BigDecimal(value)), measurement.toString());
      }
    } else {
      assertFalse(measurement.containsKey("raw"), measurement.toString());
      assertNotNull(measurement.get("value"), measurement.toString());
      if (measurement.get("quantity").equals("meter_clock")) {
        requireTime((String) content, (String) measurement.get("value"));
      }
    }
  }

  /** Requires a time with an offset only where the meter gave one. */
  static void requireTime(String expected, String printed) {
    Matcher m = TIME.matcher(expected);
    assertTrue(m.matches(), expected);
    int hundredths = Integer.parseInt(m.group(7), 16);
    LocalDateTime local =
        LocalDateTime.of(
            Integer.parseInt(m.group(1)),
            Integer.parseInt(m.group(2)),
            Integer.parseInt(m.group(3)),
            Integer.parseInt(m.group(4)),
            Integer.parseInt(m.group(5)),
            Integer.parseInt(m.group(6)),
            hundredths == 0xFF ? 0 : hundredths * 10_000_000);
    boolean open = m.group(8).equals("n/s");
    String offset =
        open ? "" : ZoneOffset.ofTotalSeconds(-60 * Integer.parseInt(m.group(8))).getId();
    assertTrue(printed.endsWith(offset), printed);
    assertEquals(
        local, LocalDateTime.parse(printed.substring(0, printed.length() - offset.length())));
  }
}
