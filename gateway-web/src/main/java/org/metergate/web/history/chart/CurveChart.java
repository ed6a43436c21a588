// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.metergate.web.html.Html;

/**
 * Curves over time, each with a band from its lowest to its highest values. A line ends where
 * nothing was read; a time in which no curve was read is hatched. Any thread.
 *
 * @param id of the picture in the page.
 * @param caption what it says of itself.
 * @param unread what is said of a time without readings.
 * @param from UTC milliseconds of the left edge.
 * @param to of the right edge.
 * @param until where the future begins, which is not hatched.
 * @param labels below the axis.
 * @param curves not empty.
 */
public record CurveChart(
    String id,
    Caption caption,
    String unread,
    long from,
    long to,
    long until,
    List<Label> labels,
    List<Curve> curves) {
  private static final int MARKS = 5;
  private static final int WIDTH = 1000;

  /** Copies the lists. */
  public CurveChart {
    labels = List.copyOf(labels);
    curves = List.copyOf(curves);
  }

  /**
   * A label below the axis.
   *
   * @param at UTC milliseconds.
   * @param text of it.
   * @param level left out first where it is high, as {@link Slot#level}.
   */
  public record Label(long at, String text, int level) {}

  /**
   * Returns the axis.
   *
   * @return around all bands; with zero where the numbers are not far from it.
   */
  public Scale scale() {
    BigDecimal low = null;
    BigDecimal high = null;
    for (Curve curve : curves) {
      for (Curve.Point point : curve.points()) {
        low = low == null ? point.low() : low.min(point.low());
        high = high == null ? point.high() : high.max(point.high());
      }
    }
    if (low == null) {
      return Scale.of(BigDecimal.ZERO, BigDecimal.ONE, MARKS);
    }
    boolean near = low.signum() >= 0 && low.multiply(BigDecimal.valueOf(2)).compareTo(high) <= 0;
    return Scale.of(near ? BigDecimal.ZERO : low, high, MARKS);
  }

  /**
   * Writes the chart.
   *
   * @param html receives it.
   */
  public void write(Html html) {
    Frame frame = new Frame(html, id, scale());
    frame.begin("img", caption);
    for (long[] gap : gaps()) {
      frame.gap(Frame.share(gap[0] - from, to - from), share(gap[1] - gap[0]), unread);
    }
    html.open(
        "svg",
        "class",
        "curves",
        "viewBox",
        "0 0 " + WIDTH + " " + (Frame.ABOVE + Frame.HEIGHT),
        "preserveAspectRatio",
        "none",
        "width",
        "100%",
        "height",
        Integer.toString(Frame.ABOVE + Frame.HEIGHT));
    for (Curve curve : curves) {
      for (List<Curve.Point> run : runs(curve.points())) {
        frame.shape("path", "class", "band " + curve.style(), "d", band(frame, run));
      }
    }
    for (Curve curve : curves) {
      for (List<Curve.Point> run : runs(curve.points())) {
        String path = "M" + path(frame, run, Curve.Point::mean);
        frame.shape("path", "class", "line " + curve.style(), "d", path);
      }
    }
    html.close("svg");
    labels.forEach(label -> frame.label(share(label.at() - from), label.text(), label.level()));
    frame.end();
  }

  private BigDecimal share(long millis) {
    return Frame.share(millis, to - from);
  }

  /** Points that follow each other without a gap. */
  private static List<List<Curve.Point>> runs(List<Curve.Point> points) {
    List<List<Curve.Point>> runs = new ArrayList<>();
    Curve.Point last = null;
    for (Curve.Point point : points) {
      if (last == null || last.to() != point.from()) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(point);
      last = point;
    }
    return runs;
  }

  /** Times up to the present in which nothing was read of any curve. */
  List<long[]> gaps() {
    List<Curve.Point> all = new ArrayList<>();
    curves.forEach(curve -> all.addAll(curve.points()));
    all.sort(java.util.Comparator.comparingLong(Curve.Point::from));
    List<long[]> gaps = new ArrayList<>();
    long known = from;
    for (Curve.Point point : all) {
      if (point.from() > known) {
        gaps.add(new long[] {known, point.from()});
      }
      known = Math.max(known, point.to());
    }
    long end = Math.min(to, until);
    if (end > known) {
      gaps.add(new long[] {known, end});
    }
    return gaps;
  }

  private String band(Frame frame, List<Curve.Point> run) {
    List<Curve.Point> back = new ArrayList<>(run);
    java.util.Collections.reverse(back);
    StringBuilder path = new StringBuilder("M").append(path(frame, run, Curve.Point::high));
    path.append('L').append(backwards(frame, back));
    return path.append('Z').toString();
  }

  /** Through the middles of the intervals, and to the outer edges of the first and the last. */
  private String path(
      Frame frame, List<Curve.Point> run, Function<Curve.Point, BigDecimal> number) {
    Curve.Point first = run.get(0);
    Curve.Point last = run.get(run.size() - 1);
    List<String> places = new ArrayList<>();
    places.add(place(frame, first.from(), number.apply(first)));
    run.forEach(p -> places.add(place(frame, middle(p), number.apply(p))));
    places.add(place(frame, last.to(), number.apply(last)));
    return String.join(" ", places);
  }

  private String backwards(Frame frame, List<Curve.Point> back) {
    Curve.Point first = back.get(0);
    Curve.Point last = back.get(back.size() - 1);
    List<String> places = new ArrayList<>();
    places.add(place(frame, first.to(), first.low()));
    back.forEach(p -> places.add(place(frame, middle(p), p.low())));
    places.add(place(frame, last.from(), last.low()));
    return String.join(" ", places);
  }

  private static long middle(Curve.Point point) {
    return point.from() + (point.to() - point.from()) / 2;
  }

  private String place(Frame frame, long at, BigDecimal number) {
    BigDecimal x = share(at - from).multiply(BigDecimal.valueOf(WIDTH));
    return Frame.place(x) + "," + Frame.place(frame.top(number));
  }
}
