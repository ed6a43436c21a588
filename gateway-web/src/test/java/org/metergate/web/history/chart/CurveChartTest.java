// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.metergate.web.html.Html;

class CurveChartTest {
  private static final Caption CAPTION = new Caption("Power", "Mean power", "kW");

  private static Curve.Point point(long from, String low, String mean, String high) {
    return new Curve.Point(
        from, from + 100, new BigDecimal(low), new BigDecimal(mean), new BigDecimal(high));
  }

  private static CurveChart chart(long until, Curve... curves) {
    return new CurveChart("power", CAPTION, "not read", 0, 1000, until, List.of(), List.of(curves));
  }

  private static String html(CurveChart chart) {
    Html html = new Html();
    chart.write(html);
    return html.toString();
  }

  private static List<String> paths(String html, String kind) {
    Matcher found = Pattern.compile("class=\"" + kind + " [^\"]*\" d=\"([^\"]*)\"").matcher(html);
    return found.results().map(result -> result.group(1)).toList();
  }

  @Test
  void aLineEndsWhereNothingWasRead() {
    Curve curve =
        new Curve(
            "in",
            List.of(point(0, "0", "2", "4"), point(100, "0", "4", "4"), point(500, "1", "1", "1")));
    String html = html(chart(700, curve));
    // 4 is the top of the scale, 220 pixels high, which begins 10 pixels below the edge
    assertEquals(List.of("M0,120 50,120 150,10 200,10", "M500,175 550,175 600,175"), lines(html));
    assertEquals(
        List.of("M0,10 50,10 150,10 200,10L200,230 150,230 50,230 0,230Z", single()),
        paths(html, "band"));
    assertTrue(html.contains("x=\"20%\" width=\"30%\""), html);
    assertTrue(html.contains("x=\"60%\" width=\"10%\""), "up to the present: " + html);
    assertEquals(2, html.split("class=\"gap\"", -1).length - 1);
  }

  private static String single() {
    return "M500,175 550,175 600,175L600,175 550,175 500,175Z";
  }

  private static List<String> lines(String html) {
    return paths(html, "line");
  }

  @Test
  void aTimeThatAnyCurveKnowsIsNoGap() {
    Curve flow = new Curve("flow", List.of(point(0, "60", "60", "60")));
    Curve back = new Curve("back", List.of(point(100, "30", "30", "30")));
    assertEquals(1, chart(1000, flow, back).gaps().size());
    assertEquals(0, chart(200, flow, back).gaps().size());
  }

  @Test
  void drawsNothingOfATimeThatHasNotBegun() {
    String html = html(chart(0, new Curve("in", List.of())));
    assertEquals(List.of(), lines(html));
    assertFalse(html.contains("class=\"gap\""), html);
  }

  @Test
  void numbersFarFromZeroFillTheHeight() {
    Curve voltage = new Curve("in", List.of(point(0, "228", "230", "233")));
    assertTrue(chart(100, voltage).scale().low().compareTo(new BigDecimal("200")) > 0);
    Curve power = new Curve("in", List.of(point(0, "1", "2", "3")));
    assertEquals(0, chart(100, power).scale().low().signum());
  }
}
