// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import java.time.LocalDate;
import org.metergate.web.history.data.Interval;
import org.metergate.web.history.data.MeterView;
import org.metergate.web.history.data.Period;
import org.metergate.web.history.data.Span;

/**
 * What all pictures of a page have in common.
 *
 * @param address of the page.
 * @param view its numbers.
 * @param times how times are written.
 */
record Scene(HistoryAddress address, MeterView view, IntervalText times) {

  Period period() {
    return view.question().period();
  }

  long now() {
    return view.now().toEpochMilli();
  }

  /** Returns what the bars stand beside: "the day before". */
  String before() {
    String key = address.comparison() == HistoryAddress.Comparing.YEAR ? "year" : "before";
    return HistoryTexts.text("compared-" + key + "-" + address.span().label());
  }

  /** Returns what an interval is called. */
  String title(Interval at) {
    return times.title(period(), at, period().every());
  }

  /**
   * Returns which headings name a panel: its own, and the meter's number where there are several.
   */
  String heads(String id) {
    String own = id + "-head";
    return view.numbers().size() > 1 ? id.substring(0, id.indexOf('-')) + " " + own : own;
  }

  /** Returns where a click on an interval leads; empty where there is nothing shorter. */
  String closer(Interval at) {
    LocalDate day = at.start(times.zone()).toLocalDate();
    return switch (period().every()) {
      case YEAR -> address.at(Span.YEAR, day).page();
      case MONTH -> address.at(Span.MONTH, day).page();
      case WEEK -> address.at(Span.WEEK, day).page();
      case DAY -> address.at(Span.DAY, day).page();
      case HOUR, QUARTER, MINUTE -> "";
    };
  }
}
