// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.metergate.web.html.Html;

/**
 * What all charts have around them: the vertical axis as a picture of its own with a fixed width,
 * beside it the plot, which is as wide as the page allows and in which horizontal places are
 * percentages. One thread.
 */
final class Frame {
  /** Of the plot, in pixels. */
  static final int HEIGHT = 220;

  /** Above it, in pixels. */
  static final int ABOVE = 10;

  private static final int BELOW = 26;
  private static final String WHOLE = Integer.toString(ABOVE + HEIGHT + BELOW);
  private static final String LABELS = Integer.toString(ABOVE + HEIGHT + 19);

  private final Html html;
  private final String id;
  private final Scale scale;

  Frame(Html html, String id, Scale scale) {
    this.html = html;
    this.id = id;
    this.scale = scale;
  }

  /** Begins a chart: the axis, and the lines of its marks. */
  void begin(String role, Caption caption) {
    html.open("div", "class", "plot");
    html.element("p", caption.unit(), "class", "axis-unit", "aria-hidden", "true");
    html.open("svg", "class", "axis", "aria-hidden", "true", "width", "52", "height", WHOLE);
    for (BigDecimal mark : scale.marks()) {
      String y = place(top(mark).add(BigDecimal.valueOf(4)));
      html.element("text", Numbers.grouped(mark), "x", "46", "y", y, "text-anchor", "end");
    }
    html.close("svg");
    String title = id + "-title";
    String about = id + "-about";
    html.open(
        "svg",
        "class",
        "drawing",
        "id",
        id,
        "role",
        role,
        "aria-labelledby",
        title,
        "aria-describedby",
        about,
        "width",
        "100%",
        "height",
        WHOLE);
    html.element("title", caption.title(), "id", title);
    html.element("desc", caption.description(), "id", about);
    html.open("defs");
    pattern("gap", "8");
    pattern("estimate", "6");
    html.close("defs");
    for (BigDecimal mark : scale.marks()) {
      String y = place(top(mark));
      String style = mark.signum() == 0 ? "mark zero" : "mark";
      shape("line", "class", style, "x1", "0", "x2", "100%", "y1", y, "y2", y);
    }
  }

  /** A pattern of slanted lines; their colours are those of the style sheet. */
  private void pattern(String name, String size) {
    html.open(
        "pattern",
        "id",
        id + "-" + name,
        "class",
        name + "-lines",
        "width",
        size,
        "height",
        size,
        "patternUnits",
        "userSpaceOnUse",
        "patternTransform",
        "rotate(45)");
    shape("rect", "width", size, "height", size);
    shape("line", "x1", "0", "x2", "0", "y1", "0", "y2", size);
    html.close("pattern");
  }

  /** Ends the chart. */
  void end() {
    html.close("svg").close("div");
  }

  /** Where a number is, below the upper edge of the picture. */
  BigDecimal top(BigDecimal number) {
    return scale.fromTop(number, HEIGHT).add(BigDecimal.valueOf(ABOVE));
  }

  /** Hatches a time of which nothing is known. */
  void gap(BigDecimal from, BigDecimal width, String title) {
    html.open(
        "rect",
        "class",
        "gap",
        "x",
        percent(from),
        "width",
        percent(width),
        "y",
        Integer.toString(ABOVE),
        "height",
        Integer.toString(HEIGHT),
        "fill",
        "url(#" + id + "-gap)");
    html.element("title", title).close("rect");
  }

  /** Writes a label below the axis. */
  void label(BigDecimal at, String text, int level) {
    html.element(
        "text",
        text,
        "class",
        "label level" + level,
        "x",
        percent(at),
        "y",
        LABELS,
        "text-anchor",
        "middle");
  }

  void shape(String tag, String... attributes) {
    html.open(tag, attributes).close(tag);
  }

  /** Writes a length or a place without needless zeros. */
  static String place(BigDecimal pixels) {
    BigDecimal rounded = pixels.setScale(2, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }

  /** Writes a share of the width. */
  static String percent(BigDecimal share) {
    BigDecimal percent = share.movePointRight(2).setScale(3, RoundingMode.HALF_EVEN);
    return percent.signum() == 0 ? "0" : percent.stripTrailingZeros().toPlainString() + "%";
  }

  /** Returns a share of a whole, for places. */
  static BigDecimal share(long part, long whole) {
    return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), 8, RoundingMode.HALF_EVEN);
  }
}
