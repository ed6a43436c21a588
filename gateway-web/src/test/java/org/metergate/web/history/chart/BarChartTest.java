// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.metergate.web.html.Html;

class BarChartTest {
  private static final Pattern BAR =
      Pattern.compile(
          "<rect class=\"amount (\\S+)[^\"]*\" x=\"([\\d.]+)%?\" width=\"([\\d.]+)%\""
              + " y=\"([\\d.]+)\" height=\"([\\d.]+)\">");
  private static final Caption CAPTION = new Caption("Electricity", "Energy by hour", "kWh");

  private record Drawn(String style, double x, double width, double y, double height) {}

  private static Slot known(Slot.Part up, Slot.Part down, String before) {
    List<Slot.Part> none = List.of();
    return new Slot(
        "an hour",
        "",
        0,
        "",
        Slot.State.KNOWN,
        up == null ? none : List.of(up),
        down == null ? none : List.of(down),
        new BigDecimal(before),
        BigDecimal.ZERO);
  }

  private static Slot empty(Slot.State state) {
    return new Slot(
        "an hour", "", 0, "", state, List.of(), List.of(), BigDecimal.ZERO, BigDecimal.ZERO);
  }

  private static Slot.Part part(String style, String amount) {
    return new Slot.Part(style, new BigDecimal(amount), false, false);
  }

  private static String html(List<Slot> slots) {
    Html html = new Html();
    new BarChart("bars", CAPTION, "not read", slots).write(html);
    return html.toString();
  }

  private static List<Drawn> bars(String html) {
    List<Drawn> bars = new ArrayList<>();
    Matcher found = BAR.matcher(html);
    while (found.find()) {
      bars.add(
          new Drawn(
              found.group(1),
              Double.parseDouble(found.group(2)),
              Double.parseDouble(found.group(3)),
              Double.parseDouble(found.group(4)),
              Double.parseDouble(found.group(5))));
    }
    return bars;
  }

  @Test
  void heightsArePreciselyTheNumbers() {
    Random random = new Random(1);
    for (int round = 0; round < 50; round++) {
      List<Slot> slots = new ArrayList<>();
      int digits = random.nextInt(7);
      for (int i = 0; i < 1 + random.nextInt(96); i++) {
        String in = new BigDecimal(random.nextInt(100_000)).movePointLeft(digits).toPlainString();
        String out = new BigDecimal(random.nextInt(30_000)).movePointLeft(digits).toPlainString();
        slots.add(known(part("in", in), part("out", out), "0"));
      }
      BarChart chart = new BarChart("bars", CAPTION, "not read", slots);
      double pixels =
          Frame.HEIGHT / chart.scale().high().subtract(chart.scale().low()).doubleValue();
      double axis = Frame.ABOVE + chart.scale().high().doubleValue() * pixels;
      List<Drawn> bars = bars(html(slots));
      int at = 0;
      for (Slot slot : slots) {
        double in = slot.up().get(0).amount().doubleValue();
        double out = slot.down().get(0).amount().doubleValue();
        if (in > 0) {
          Drawn bar = bars.get(at++);
          assertEquals("in", bar.style());
          assertEquals(in * pixels, bar.height(), 0.011);
          assertEquals(axis, bar.y() + bar.height(), 0.011, "stands on the axis");
        }
        if (out > 0) {
          Drawn bar = bars.get(at++);
          assertEquals("out", bar.style());
          assertEquals(out * pixels, bar.height(), 0.011);
          assertEquals(axis, bar.y(), 0.011, "hangs from the axis");
        }
      }
      assertEquals(at, bars.size());
    }
  }

  @Test
  void stackedPartsMeetAndAddUp() {
    Slot slot =
        new Slot(
            "an hour",
            "",
            0,
            "",
            Slot.State.KNOWN,
            List.of(part("one", "3.337"), part("two", "1.113"), part("three", "0.05")),
            List.of(),
            BigDecimal.ZERO,
            BigDecimal.ZERO);
    List<Drawn> bars = bars(html(List.of(slot)));
    assertEquals(3, bars.size());
    for (int i = 1; i < 3; i++) {
      Drawn below = bars.get(i - 1);
      assertEquals(below.y(), bars.get(i).y() + bars.get(i).height(), 0.0001);
    }
    assertEquals(4.5 / 5 * Frame.HEIGHT, bars.stream().mapToDouble(Drawn::height).sum(), 0.011);
  }

  @Test
  void nothingIsDrawnWhereNothingWasRead() {
    String html =
        html(List.of(known(part("in", "2"), null, "0"), empty(Slot.State.UNREAD), ahead()));
    assertEquals(1, bars(html).size());
    assertEquals(1, html.split("class=\"gap\"", -1).length - 1, "the future is not hatched");
    assertTrue(html.contains("class=\"gap\" x=\"33.333%\" width=\"33.333%\""), html);
    assertTrue(html.contains("not read"), html);
  }

  private static Slot ahead() {
    return empty(Slot.State.AHEAD);
  }

  @Test
  void aChartWithoutAnyReadingIsOneHatchedBandAndHasAnAxis() {
    String html = html(List.of(empty(Slot.State.UNREAD), empty(Slot.State.UNREAD)));
    assertEquals(List.of(), bars(html));
    assertEquals(2, html.split("class=\"gap\"", -1).length - 1);
    assertTrue(html.contains(">1</text>") || html.contains(">1.0</text>"), html);
  }

  @Test
  void whatIsComparedStandsBehindAndIsWider() {
    List<Drawn> bars = bars(html(List.of(known(part("in", "2"), null, "3"))));
    assertEquals("before", bars.get(0).style());
    assertTrue(bars.get(0).width() > bars.get(1).width());
    assertEquals(bars.get(0).height() * 2 / 3, bars.get(1).height(), 0.02);
  }

  @Test
  void estimatedAndIncompleteBarsAreMarked() {
    Slot.Part estimated = new Slot.Part("in", new BigDecimal("2"), true, false);
    Slot.Part incomplete = new Slot.Part("in", new BigDecimal("2"), false, true);
    assertTrue(html(List.of(known(estimated, null, "0"))).contains("url(#bars-estimate)"));
    assertTrue(
        html(List.of(known(incomplete, null, "0"))).contains("class=\"amount in incomplete\""));
    String plain = html(List.of(known(part("in", "2"), null, "0")));
    assertFalse(plain.contains("url(#bars-estimate)"));
    assertFalse(plain.contains("incomplete"));
  }

  @Test
  void linksAreNotInsideAnImage() {
    Slot linked =
        new Slot(
            "1 December: 2 kWh",
            "1",
            0,
            "history?view=day&at=2026-12-01",
            Slot.State.KNOWN,
            List.of(part("in", "2")),
            List.of(),
            BigDecimal.ZERO,
            BigDecimal.ZERO);
    String html = html(List.of(linked));
    assertTrue(html.contains("role=\"group\""), html);
    assertTrue(html.contains("href=\"history?view=day&amp;at=2026-12-01\""), html);
    assertTrue(html.contains("aria-label=\"1 December: 2 kWh\""), html);
  }

  @Test
  void hostileTextsStayTexts() {
    String hostile = "\"><script>alert(1)</script>";
    Slot slot =
        new Slot(
            hostile,
            hostile,
            0,
            hostile,
            Slot.State.UNREAD,
            List.of(),
            List.of(),
            BigDecimal.ZERO,
            BigDecimal.ZERO);
    Html html = new Html();
    Caption caption = new Caption(hostile, hostile, hostile);
    new BarChart("bars", caption, hostile, List.of(slot)).write(html);
    assertFalse(html.toString().contains("<script"), html.toString());
    assertFalse(html.toString().contains("style="), html.toString());
  }
}
