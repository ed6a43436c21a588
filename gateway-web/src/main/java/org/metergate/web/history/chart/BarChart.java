// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.chart;

import java.math.BigDecimal;
import java.util.List;
import org.metergate.web.html.Html;

/**
 * Bars for intervals: what flows in upwards, what flows out downwards, what it is compared with
 * behind. Nothing is drawn for an interval of which nothing is known, but a hatched band. Any
 * thread.
 *
 * @param id of the picture in the page.
 * @param caption what it says of itself.
 * @param unread what is said of an interval without readings.
 * @param slots the intervals, the first on the left; not empty.
 */
public record BarChart(String id, Caption caption, String unread, List<Slot> slots) {
  private static final int MARKS = 5;

  /** Of the width of a slot: the bar, and what is behind it. */
  private static final BigDecimal BAR = new BigDecimal("0.64");

  private static final BigDecimal BEHIND = new BigDecimal("0.88");

  /** Copies the list. */
  public BarChart {
    slots = List.copyOf(slots);
  }

  /**
   * Returns the axis.
   *
   * @return from zero, or from the longest bar downwards, to the longest bar.
   */
  public Scale scale() {
    BigDecimal up = BigDecimal.ZERO;
    BigDecimal down = BigDecimal.ZERO;
    for (Slot slot : slots) {
      up = up.max(slot.total());
      down = down.max(slot.totalDown());
    }
    return Scale.of(down.negate(), up, MARKS);
  }

  /**
   * Writes the chart.
   *
   * @param html receives it.
   */
  public void write(Html html) {
    Frame frame = new Frame(html, id, scale());
    boolean linked = slots.stream().anyMatch(slot -> !slot.address().isEmpty());
    frame.begin(linked ? "group" : "img", caption); // an image must not contain links
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      BigDecimal left = Frame.share(i, slots.size());
      BigDecimal width = Frame.share(1, slots.size());
      if (slot.state() == Slot.State.UNREAD) {
        frame.gap(left, width, unread + ": " + slot.title());
      }
      if (slot.state() != Slot.State.AHEAD || slot.before().signum() > 0) {
        slot(html, frame, slot, left, width);
      }
      if (!slot.label().isEmpty()) {
        BigDecimal middle = left.add(width.multiply(new BigDecimal("0.5")));
        frame.label(middle, slot.label(), slot.level());
      }
    }
    frame.end();
  }

  private void slot(Html html, Frame frame, Slot slot, BigDecimal left, BigDecimal width) {
    boolean linked = !slot.address().isEmpty();
    if (linked) {
      html.open("a", "href", slot.address(), "aria-label", slot.title());
    } else {
      html.open("g");
    }
    html.element("title", slot.title());
    frame.shape( // so that a pointer need not hit a low bar
        "rect",
        "class",
        "target",
        "x",
        Frame.percent(left),
        "width",
        Frame.percent(width),
        "y",
        Integer.toString(Frame.ABOVE),
        "height",
        Integer.toString(Frame.HEIGHT));
    Column behind = new Column(frame, id, left, width, BEHIND);
    behind.draw("before", slot.before(), BigDecimal.ZERO, true);
    behind.draw("before", slot.beforeDown(), BigDecimal.ZERO, false);
    Column column = new Column(frame, id, left, width, BAR);
    column.stack(slot.up(), true);
    column.stack(slot.down(), false);
    html.close(linked ? "a" : "g");
  }

  /** One place for bars, of which each is a part of the width of a slot. */
  private record Column(Frame frame, String id, BigDecimal x, BigDecimal width) {
    Column(Frame frame, String id, BigDecimal left, BigDecimal slot, BigDecimal part) {
      this(
          frame,
          id,
          left.add(slot.multiply(BigDecimal.ONE.subtract(part)).multiply(new BigDecimal("0.5"))),
          slot.multiply(part));
    }

    void stack(List<Slot.Part> parts, boolean up) {
      BigDecimal below = BigDecimal.ZERO;
      for (Slot.Part part : parts) {
        String style = part.incomplete() ? part.style() + " incomplete" : part.style();
        draw(style, part.amount(), below, up);
        if (part.estimated()) {
          rect(null, "url(#" + id + "-estimate)", part.amount(), below, up);
        }
        below = below.add(part.amount());
      }
    }

    void draw(String style, BigDecimal amount, BigDecimal below, boolean up) {
      rect("amount " + style, null, amount, below, up);
    }

    private void rect(
        String style, String fill, BigDecimal amount, BigDecimal below, boolean isUp) {
      if (amount.signum() <= 0) {
        return;
      }
      // both edges are rounded, so that stacked parts meet
      BigDecimal upper = isUp ? below.add(amount) : below.negate();
      BigDecimal lower = isUp ? below : below.add(amount).negate();
      BigDecimal top = frame.top(upper);
      frame.shape(
          "rect",
          "class",
          style,
          "fill",
          fill,
          "x",
          Frame.percent(x),
          "width",
          Frame.percent(width),
          "y",
          Frame.place(top),
          "height",
          Frame.place(frame.top(lower).subtract(top)));
    }
  }
}
