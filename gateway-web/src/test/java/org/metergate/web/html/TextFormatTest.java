// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** The format of counts, times and texts on the page. */
class TextFormatTest {
  private final TimeFormat timeFormat =
      new TimeFormat(Instant.parse("2026-01-07T23:30:00Z"), ZoneId.of("Europe/Copenhagen"));

  @Test
  void countsAreGroupedByThinSpaces() {
    assertEquals("0", CountFormat.count(0));
    assertEquals("999", CountFormat.count(999));
    assertEquals("1\u202F000", CountFormat.count(1000));
    assertEquals("-1\u202F234\u202F567", CountFormat.count(-1_234_567));
    assertEquals("1 fault", CountFormat.count(1, "fault", "faults"));
    assertEquals("2 faults", CountFormat.count(2, "fault", "faults"));
  }

  @Test
  void bytesHaveAtMostThreeDigits() {
    assertEquals("999 B", CountFormat.bytes(999));
    assertEquals("1.0 kB", CountFormat.bytes(1000));
    assertEquals("9.9 kB", CountFormat.bytes(9999));
    assertEquals("10 kB", CountFormat.bytes(10_000));
    assertEquals("999 kB", CountFormat.bytes(999_999));
    assertEquals("1.0 MB", CountFormat.bytes(1_000_000));
    assertEquals("9.2 EB", CountFormat.bytes(Long.MAX_VALUE));
  }

  @Test
  void timesHaveTheirDateUnlessItIsTodayInTheZone() {
    assertEquals("00:00:05", timeFormat.clock(Instant.parse("2026-01-07T23:00:05Z")));
    assertEquals("7 Jan, 23:59:59", timeFormat.clock(Instant.parse("2026-01-07T22:59:59Z")));
    assertEquals("31 Dec 2025, 13:00:00", timeFormat.clock(Instant.parse("2025-12-31T12:00:00Z")));
  }

  @Test
  void summerTimeIsKept() {
    TimeFormat summer =
        new TimeFormat(Instant.parse("2026-07-07T10:00:00Z"), ZoneId.of("Europe/Copenhagen"));
    assertEquals("12:00:00", summer.clock(Instant.parse("2026-07-07T10:00:00Z")));
  }

  @Test
  void anAgeIsNoNewsWhileItsTimeIsTheSame() {
    Instant at = Instant.parse("2026-01-07T23:29:56Z");
    TimeFormat later = new TimeFormat(timeFormat.now().plusSeconds(9), timeFormat.zone());
    PageFragment now = age(timeFormat, at);
    assertTrue(now.html().contains(">4 s ago</time>"), now.html());
    PageFragment then = age(later, at);
    assertTrue(then.html().contains(">13 s ago</time>"), then.html());
    assertEquals(now.form(), then.form());
    assertEquals(now.cells(), then.cells());
    assertNotEquals(now.cells(), age(later, at.plusSeconds(1)).cells());
  }

  private static PageFragment age(TimeFormat times, Instant at) {
    Html html = new Html().openPart("p", "a", java.util.List.of());
    times.age(html, "x", at);
    times.since(html, "y", at);
    return html.close("p").part("a");
  }

  @Test
  void numbersKeepTheirDecimalsAndAreGroupedBeforeThePoint() {
    for (String[] pair :
        new String[][] {
          {"0", "0"},
          {"-999", "-999"},
          {"-1000", "-1\u202F000"},
          {"20059380", "20\u202F059\u202F380"},
          {"16532.620", "16\u202F532.620"},
          {"0.123456", "0.123456"},
          {"1E+4", "10\u202F000"}
        }) {
      assertEquals(pair[1], CountFormat.number(new java.math.BigDecimal(pair[0])));
    }
  }

  @Test
  void marksThatTurnTheLineAroundDoNot() {
    String turned = new Html().text("a\u202Eb\u2066c\u200Fd\u061Ce\u202Ff").toString();
    assertEquals("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\u202Ff", turned);
  }

  @Test
  void everythingThatMeansSomethingInHtmlIsEscaped() {
    Html html = new Html();
    html.open("p", "title", "\"><script>'&", "left-out", null).text("<b>\"'&\n\u0000").close("p");
    assertEquals(
        "<p title=\"&quot;&gt;&lt;script&gt;&#39;&amp;\">&lt;b&gt;&quot;&#39;&amp; \uFFFD</p>",
        html.toString());
  }
}
