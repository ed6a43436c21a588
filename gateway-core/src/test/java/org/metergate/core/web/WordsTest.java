// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Counts, times and texts as they are written on the page. */
class WordsTest {
  private final Times times =
      new Times(
          Instant.parse("2026-01-07T23:30:00Z"),
          ZoneId.of("Europe/Copenhagen"),
          /* agesMove= */ true);

  @Test
  void countsAreGroupedByThinSpaces() {
    assertEquals("0", Amounts.count(0));
    assertEquals("999", Amounts.count(999));
    assertEquals("1\u202F000", Amounts.count(1000));
    assertEquals("-1\u202F234\u202F567", Amounts.count(-1_234_567));
    assertEquals("1 fault", Amounts.count(1, "fault", "faults"));
    assertEquals("2 faults", Amounts.count(2, "fault", "faults"));
  }

  @Test
  void bytesHaveAtMostThreeDigits() {
    assertEquals("999 B", Amounts.bytes(999));
    assertEquals("1.0 kB", Amounts.bytes(1000));
    assertEquals("9.9 kB", Amounts.bytes(9999));
    assertEquals("10 kB", Amounts.bytes(10_000));
    assertEquals("999 kB", Amounts.bytes(999_999));
    assertEquals("1.0 MB", Amounts.bytes(1_000_000));
    assertEquals("9.2 EB", Amounts.bytes(Long.MAX_VALUE));
  }

  @Test
  void timesBearTheirDateUnlessItIsTodaysInTheZone() {
    assertEquals("00:00:05", times.clock(Instant.parse("2026-01-07T23:00:05Z")));
    assertEquals("7 Jan, 23:59:59", times.clock(Instant.parse("2026-01-07T22:59:59Z")));
    assertEquals("31 Dec 2025, 13:00:00", times.clock(Instant.parse("2025-12-31T12:00:00Z")));
  }

  @Test
  void summerTimeIsKept() {
    Times summer =
        new Times(Instant.parse("2026-07-07T10:00:00Z"), ZoneId.of("Europe/Copenhagen"), true);
    assertEquals("12:00:00", summer.clock(Instant.parse("2026-07-07T10:00:00Z")));
  }

  @Test
  void partThatIsSentLaterBearsTheTimeInsteadOfTheAge() {
    Instant at = Instant.parse("2026-01-07T23:29:56Z");
    Html aged = new Html();
    times.age(aged, at);
    assertTrue(aged.toString().contains(">4 s ago</time>"), aged.toString());
    Html fixed = new Html();
    new Times(times.now(), times.zone(), false).age(fixed, at);
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
