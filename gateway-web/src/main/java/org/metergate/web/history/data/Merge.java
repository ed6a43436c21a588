// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.rollup.BucketMerge;
import org.metergate.rollup.Rollup;

/** Merges the buckets of one series into given intervals, as they come. One thread. */
final class Merge {
  private final List<Interval> intervals;
  private final List<Optional<Rollup>> merged = new ArrayList<>();
  private final List<Rollup> open = new ArrayList<>();

  /**
   * Begins with the first interval.
   *
   * @param intervals in order, without a gap; a bucket lies in one of them.
   */
  Merge(List<Interval> intervals) {
    this.intervals = intervals;
  }

  /** Takes the next bucket; one outside of all intervals is ignored. */
  void take(Rollup bucket) {
    while (merged.size() < intervals.size() && bucket.from() >= intervals.get(merged.size()).to()) {
      close();
    }
    if (merged.size() < intervals.size() && bucket.from() >= intervals.get(merged.size()).from()) {
      open.add(bucket);
    }
  }

  private void close() {
    Interval at = intervals.get(merged.size());
    merged.add(BucketMerge.of(open, at.from(), at.to()).filter(all -> all.readings() > 0));
    open.clear();
  }

  /**
   * Merges what is left.
   *
   * @return one for each interval; nothing where there is no reading in it.
   */
  List<Optional<Rollup>> finish() {
    while (merged.size() < intervals.size()) {
      close();
    }
    return merged;
  }
}
