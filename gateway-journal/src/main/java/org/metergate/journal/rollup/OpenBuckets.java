// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.metergate.journal.sql.RowHead;
import org.metergate.rollup.Downsampler;

/**
 * The invalidated buckets of one series: the quarters of an hour that newer readings have changed.
 */
final class OpenBuckets {
  /** After this many passes without a change a quarter is written, whatever the clock shows. */
  private static final int QUIET_PASSES = 3;

  private static final class Touch {
    private final long firstId;
    private long pass;

    Touch(long firstId) {
      this.firstId = firstId;
    }
  }

  private final Series series;
  private final UsualInterval usual;
  private final TreeMap<Long, Touch> open = new TreeMap<>();
  private final TreeSet<Long> days = new TreeSet<>();
  private long previous = EventTime.NONE;

  OpenBuckets(Series series) {
    this.series = series;
    this.usual = new UsualInterval(series.usual() == Series.UNKNOWN_USUAL ? 0 : series.usual());
  }

  static long quarter(long time) {
    return Math.floorDiv(time, Downsampler.QUARTER);
  }

  /** The series, with its usual interval as known now. */
  Series series() {
    Series s = series;
    return new Series(
        s.id(),
        s.meter(),
        s.meterId(),
        s.quantity(),
        s.kind(),
        s.dimension(),
        s.label(),
        s.unit(),
        s.formula(),
        usual.millis());
  }

  /**
   * Invalidates all quarters whose intervals a reading may change; they are open from now on.
   *
   * @param head the row of the reading.
   * @param time the time it belongs to.
   * @param pass the number of the roll-up writer's pass.
   * @return whether the usual interval has changed.
   */
  boolean touch(RowHead head, long time, long pass) {
    boolean changed = head.isLive() && usual.note(head.stored());
    long reach = Downsampler.reach(usual.millis());
    boolean next = previous != EventTime.NONE && time >= previous && time - previous <= reach;
    long from = next ? previous : time - reach;
    long to = time + (next ? Downsampler.NEAR : reach);
    for (long q = quarter(from); q <= quarter(to); q++) {
      Touch touch = open.get(q);
      if (touch == null) {
        touch = new Touch(head.id());
        open.put(q, touch);
      }
      touch.pass = pass;
    }
    previous = head.isLive() ? time : EventTime.NONE;
    return changed;
  }

  /**
   * The quarters that can be written: those that are over at a time, or have not changed for some
   * passes.
   */
  List<Long> ready(long now, long pass) {
    List<Long> ready = new ArrayList<>();
    for (Map.Entry<Long, Touch> entry : open.entrySet()) {
      boolean over = (entry.getKey() + 1) * Downsampler.QUARTER + Downsampler.NEAR <= now;
      if (over || pass - entry.getValue().pass >= QUIET_PASSES) {
        ready.add(entry.getKey());
      }
    }
    return ready;
  }

  /** All open quarters. */
  List<Long> open() {
    return new ArrayList<>(open.keySet());
  }

  /**
   * Quarters of one day are in the file; so is the day if it is over and none of its quarters is
   * open.
   */
  void committed(Set<Long> quarters, long today) {
    open.keySet().removeAll(quarters);
    long day = RollupTable.dayOf(quarters.iterator().next());
    if (day >= today || isOpen(day, Set.of())) {
      days.add(day);
    } else {
      days.remove(day);
    }
  }

  /** Whether quarters of a day are open, except some. */
  boolean isOpen(long day, Set<Long> except) {
    long first = day * RollupTable.QUARTERS;
    return !except.containsAll(open.subMap(first, first + RollupTable.QUARTERS).keySet());
  }

  /** The days before a given day in which quarters were written and none is open any more. */
  Set<Long> daysOver(long before) {
    Set<Long> over = new TreeSet<>(days.headSet(before));
    over.removeIf(day -> isOpen(day, Set.of()));
    return over;
  }

  boolean hasDaysBefore(long day) {
    return !days.headSet(day).isEmpty();
  }

  void daysMerged(Set<Long> merged) {
    days.removeAll(merged);
  }

  /** The reading from which the open quarters must be searched again after a restart. */
  long firstId() {
    return open.values().stream().mapToLong(t -> t.firstId).min().orElse(Long.MAX_VALUE);
  }
}
