// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metergate.web.history.HistoryAddress.Comparing;
import org.metergate.web.history.data.Span;

class HistoryAddressTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);
  private static final List<String> METERS =
      List.of("electricity", "käller & co", "a=b#c?d/e%20f", "+45 \"x\" <y>", "水表");

  private static Map<String, String> fields(String address) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : address.substring(address.indexOf('?') + 1).split("&")) {
      String[] parts = pair.split("=", 2);
      fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return fields;
  }

  private static HistoryAddress read(String... namesAndValues) {
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return HistoryAddress.read(fields, METERS, TODAY);
  }

  private static String refusal(String... namesAndValues) {
    return assertThrows(
            HistoryException.class,
            () -> read(namesAndValues),
            () -> String.join(" ", namesAndValues))
        .getMessage();
  }

  @Test
  void everyViewReadsAsItIsWritten() {
    Random random = new Random(17);
    for (int i = 0; i < 5000; i++) {
      Span span = Span.values()[random.nextInt(5)];
      LocalDate day = LocalDate.of(1970, 1, 5).plusDays(random.nextInt(376_000));
      HistoryAddress view =
          new HistoryAddress(
              METERS.get(random.nextInt(METERS.size())),
              span,
              SpanText.first(span, span == Span.YEARS ? TODAY : day),
              span.bars().get(random.nextInt(span.bars().size())),
              Comparing.values()[random.nextInt(3)],
              random.nextBoolean() ? Set.of() : Set.of("voltage_l1", "voltage_l" + i));
      String address = view.page();
      assertEquals(view, HistoryAddress.read(fields(address), METERS, TODAY), address);
      assertTrue(address.matches("history\\?[A-Za-z0-9=&%._*-]+"), address);
    }
  }

  @Test
  void showsTodayOfTheFirstMeterWhereNothingIsAskedFor() {
    assertEquals("history?meter=electricity&view=day&at=2026-12-01", read().page());
    assertEquals("history?meter=electricity&view=week&at=2026-W49", read("view", "week").page());
  }

  @Test
  void takesEveryDayOfASpanForTheSpan() {
    assertEquals("2027-01-01", read("at", "2027-01-01").first().toString());
    assertEquals("2026-12-28", read("view", "week", "at", "2027-01-01").first().toString());
    assertEquals("2027-01-01", read("view", "month", "at", "2027-01-31").first().toString());
    assertEquals("2027-01-01", read("view", "year", "at", "2027-06").first().toString());
  }

  @Test
  void saysWhatIsPossibleInsteadOfShowingAnythingElse() {
    assertTrue(refusal("at", "2026-02-30").contains("like 2026-12-01"));
    assertTrue(refusal("at", "999999-01-01").contains("years 1970 to 2999"));
    assertTrue(refusal("at", "3000-01-01").contains("years 1970 to 2999"));
    assertTrue(refusal("view", "week", "at", "2026-W54").contains("2026-W49"));
    assertTrue(refusal("view", "week", "at", "2027-W53").contains("2026-W49"));
    assertTrue(refusal("view", "month", "at", "2026-13").contains("2026-12"));
    assertTrue(refusal("view", "month", "at", "2026").contains("2026-12"));
    assertTrue(refusal("view", "wek").contains("did you mean 'week'"));
    assertTrue(refusal("meter", "electrcity").contains("did you mean 'electricity'"));
    assertTrue(refusal("every", "1min").contains("15min"));
    assertTrue(refusal("view", "week", "every", "15min").contains("there are: day, hour"));
    assertTrue(refusal("compare", "hour").contains("before, year, none"));
    assertTrue(refusal("metre", "x").contains("did you mean 'meter'"));
  }

  @Test
  void garbageIsRefusedWithAShortSentence() {
    Random random = new Random(4);
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(10) == 0 ? 20_000 : 1 + random.nextInt(12);
      for (int at = 0; at < length; at++) {
        text.append("0123456789-W:T<>\"'&\u202e\u0000aä".charAt(random.nextInt(23)));
      }
      String[] names = {"view", "at", "every", "compare", "meter", "series", text.toString()};
      String name = names[random.nextInt(names.length)];
      if (name.equals("series") && text.toString().matches("[0-9a]+")) {
        continue; // as good a name as others
      }
      if (name.equals("at") && text.toString().matches("\\d{4}-\\d\\d-\\d\\d")) {
        continue; // by chance a day
      }
      String sentence = refusal(name, text.toString());
      assertTrue(sentence.length() < 400, sentence);
    }
  }
}
