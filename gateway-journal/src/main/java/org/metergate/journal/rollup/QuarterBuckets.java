// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import java.util.List;
import java.util.Optional;
import org.metergate.rollup.BucketMerge;
import org.metergate.rollup.Downsampler;
import org.metergate.rollup.Rollup;

/**
 * The roll-ups of one series in a quarter of an hour.
 *
 * @param minutes in order; those of which nothing is known are missing.
 * @param own the quarter itself, if it is another than the sum of its minutes: a reading that is
 *     too far from a boundary for a minute may be near enough for a quarter of an hour.
 */
public record QuarterBuckets(List<Rollup> minutes, Optional<Rollup> own) {
  /** Copies the list. */
  public QuarterBuckets {
    minutes = List.copyOf(minutes);
  }

  /** Finds those of one quarter among all minutes and quarters of a series. */
  static QuarterBuckets of(long quarter, List<Rollup> minutes, List<Rollup> quarters) {
    long from = quarter * Downsampler.QUARTER;
    long to = from + Downsampler.QUARTER;
    List<Rollup> inside = minutes.stream().filter(m -> m.from() >= from && m.from() < to).toList();
    Optional<Rollup> sum = BucketMerge.of(inside, from, to);
    return new QuarterBuckets(
        inside,
        quarters.stream()
            .filter(whole -> whole.from() == from && !sum.equals(Optional.of(whole)))
            .findFirst());
  }

  /** The quarter itself; nothing if nothing is known of it. */
  Optional<Rollup> whole(long quarter) {
    long from = quarter * Downsampler.QUARTER;
    return own.isPresent() ? own : BucketMerge.of(minutes, from, from + Downsampler.QUARTER);
  }
}
