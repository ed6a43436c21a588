// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import org.metergate.rollup.Downsampler;

/**
 * What is folded in one go: an hour of the series of a meter that are read about as often. A series
 * that is read rarely reaches far to both sides, so it is folded apart from the others.
 *
 * @param meter its number.
 * @param hour hours since 1970.
 * @param slow whether it is read more rarely than every 5 minutes.
 */
record RebuildBatch(int meter, long hour, boolean slow) {
  private static final long SLOW = 5 * Downsampler.MINUTE;

  static RebuildBatch of(Series series, long quarter) {
    return new RebuildBatch(series.meterId(), Math.floorDiv(quarter, 4), series.usual() > SLOW);
  }
}
