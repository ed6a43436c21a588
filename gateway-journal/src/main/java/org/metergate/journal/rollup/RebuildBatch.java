// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import org.metergate.rollup.Downsampler;

/**
 * What is rebuilt at once: one hour of those series of a meter that are read about equally often. A
 * series that is read rarely needs readings far before and after, so it is rebuilt separately.
 *
 * @param meter its number.
 * @param hour hours since 1970.
 * @param slow whether the series are read less often than every 5 minutes.
 */
record RebuildBatch(int meter, long hour, boolean slow) {
  private static final long SLOW = 5 * Downsampler.MINUTE;

  static RebuildBatch of(Series series, long quarter) {
    return new RebuildBatch(series.meterId(), Math.floorDiv(quarter, 4), series.usual() > SLOW);
  }
}
