// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeGap;

/**
 * Turns samples of one line into edges. An adapter reports no times and queues nothing: what
 * changes and changes back between two samples is not seen. Between samples that are closer
 * together than the shortest pulse of an S0 output (27 ms with its tolerance) no such pulse can
 * hide; a longer interval is reported as a gap. Pure: no clock. One thread.
 */
final class ModemSampler {
  /** The longest interval between two samples that hides no pulse. */
  static final long BLIND = TimeUnit.MILLISECONDS.toNanos(25);

  private final int line;
  private boolean level;
  private long last;

  ModemSampler(int line, boolean level, long nanos) {
    this.line = line;
    this.level = level;
    this.last = nanos;
  }

  /**
   * Takes a sample.
   *
   * @param now the level, true for active.
   * @param nanos just before the sample.
   * @return an {@link Edge}, an {@link EdgeGap}, or nothing.
   */
  Optional<Object> sample(boolean now, long nanos) {
    long from = last;
    boolean changed = now != level;
    last = nanos;
    level = now;
    if (nanos - from > BLIND) {
      return Optional.of(new EdgeGap(line, from, nanos, now));
    }
    return changed ? Optional.of(new Edge(line, now, nanos, Edge.UNNUMBERED)) : Optional.empty();
  }

  /** Returns the level at the last sample. */
  boolean level() {
    return level;
  }
}
