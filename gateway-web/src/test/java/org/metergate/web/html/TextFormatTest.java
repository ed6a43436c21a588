// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** The format of counts, times and texts on the page. */
class TextFormatTest {
  private final TimeFormat timeFormat =
      new TimeFormat(
          Instant.parse("2026-01-07T23:30:00Z"),
          ZoneId.of("Europe/Copenhagen"),
          /* showAges= */ true);

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
        new TimeFormat(Instant.parse("2026-07-07T10:00:00Z"), ZoneId.of("Europe/Copenhagen"), true);
    assertEquals("12:00:00", summer.clock(Instant.parse("2026-07-07T10:00:00Z")));
  }

  @Test
  void partThatIsSentLaterHasTheTimeInsteadOfTheAge() {
    Instant at = Instant.parse("2026-01-07T23:29:56Z");
    Html aged = new Html();
    timeFormat.age(aged, at);
    assertTrue(aged.toString().contains(">4 s ago</time>"), aged.toString());
    Html fixed = new Html();
    new TimeFormat(timeFormat.now(), timeFormat.zone(), false).age(fixed, at);
    assertTrue(fixed.toString().contains(">00:29:56</time>"), fixed.toString());
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
