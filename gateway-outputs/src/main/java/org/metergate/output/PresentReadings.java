// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.time.Duration;
import java.util.List;
import org.metergate.journal.StoredReading;
import org.metergate.spi.time.TimeSource;

/**
 * Which readings of one delivery may show the present: those that no run of the output delivered
 * before, and of a burst the last one alone. Used on the output's thread.
 */
final class PresentReadings {
  private final boolean wanted;
  private final TimeSource time;
  private final long newestBefore;
  private Bursts bursts;
  private boolean waitsAfterPause;
  private long newestDelivered;

  /**
   * Starts without a reading.
   *
   * @param wanted whether the output shows the present, so that bursts must be known.
   * @param newestBefore the newest reading now: whether it was delivered before is not known.
   */
  PresentReadings(boolean wanted, TimeSource time, long newestBefore) {
    this.wanted = wanted;
    this.time = time;
    this.newestBefore = newestBefore;
    bursts = new Bursts(time::now, time::nanos);
  }

  /** The output's own thread delivers: it waits by the system's clock, also after a pause. */
  void waitAfterPause() {
    waitsAfterPause = true;
    bursts = new Bursts(time::now, System::nanoTime);
  }

  /** Returns the readings of a batch of which it is known whether they are present. */
  List<StoredReading> decided(List<StoredReading> batch, boolean full) {
    if (!wanted) {
      return batch;
    }
    bursts.note(batch, waitsAfterPause);
    return bursts.decided(batch, full);
  }

  /** How long it takes until it is known of a reading. */
  Duration left(long id) {
    return bursts.left(id).orElse(Duration.ZERO);
  }

  void delivered(long id) {
    newestDelivered = Math.max(newestDelivered, id);
    bursts.delivered(id);
  }

  boolean isPresent(StoredReading stored) {
    return stored.id() > Math.max(newestBefore, newestDelivered) && !bursts.isPast(stored.id());
  }
}
