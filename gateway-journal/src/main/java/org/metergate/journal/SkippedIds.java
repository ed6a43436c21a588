// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.util.ArrayList;
import java.util.List;
import org.metergate.spi.driver.DurableState;

/**
 * The ids that a restored journal has left out, so that a difference of two ids is not taken for a
 * number of readings. Read once when the journal is opened; any thread.
 */
final class SkippedIds {
  static final String STATE = "ids-skipped";

  /** More than anybody restores; the oldest are forgotten, since their readings go too. */
  private static final int MOST = 50;

  /** Ids that no reading has: those after the first number, up to the second one. */
  private record Range(long after, long last) {}

  private final List<Range> ranges = new ArrayList<>();

  SkippedIds(States states) {
    DurableState state = states.of("", STATE);
    for (String range : state.get().orElse("").split(" ")) {
      if (range.matches("\\d{1,18}-\\d{1,18}")) {
        String[] ends = range.split("-");
        ranges.add(new Range(Long.parseLong(ends[0]), Long.parseLong(ends[1])));
      }
    }
  }

  /** Adds a range to the text of the state. */
  static String with(String text, long after, long last) {
    List<String> all = new ArrayList<>(List.of(text.strip().split(" ")));
    all.removeIf(String::isEmpty);
    all.add(after + "-" + last);
    return String.join(" ", all.subList(Math.max(0, all.size() - MOST), all.size()));
  }

  /** Returns how many of the ids after one, up to another one, may belong to readings. */
  long between(long after, long last) {
    long count = Math.max(0, last - after);
    for (Range range : ranges) {
      long overlap = Math.min(last, range.last()) - Math.max(after, range.after());
      count -= Math.max(0, overlap);
    }
    return count;
  }

  /** Returns the id that lies some readings before another one; 0 at least. */
  long back(long id, long count) {
    long at = id;
    long left = count;
    for (int i = ranges.size() - 1; i >= 0; i--) {
      Range range = ranges.get(i);
      if (at > range.after()) {
        long above = Math.max(0, at - range.last());
        if (above >= left) {
          return Math.max(0, at - left);
        }
        left -= above;
        at = range.after();
      }
    }
    return Math.max(0, at - left);
  }
}
