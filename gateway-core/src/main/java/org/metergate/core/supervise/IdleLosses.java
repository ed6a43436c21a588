// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import org.metergate.spi.link.Host;

/**
 * How a link rests that was lost while nothing was outstanding on it, as serial servers close idle
 * connections. After the first such loss it is opened again at once, so that an adapter that was
 * unplugged is noticed; after the next one, only when it is needed. Thread of the link.
 */
final class IdleLosses {
  private static final Duration SLICE = Duration.ofSeconds(1);

  private final Host host;
  private final HistoryQueue historyQueue;
  private boolean usual;

  IdleLosses(Host host, HistoryQueue historyQueue) {
    this.host = host;
    this.historyQueue = historyQueue;
  }

  /** Records a loss of another kind: the link is no longer known to be closed when idle. */
  void otherLoss() {
    usual = false;
  }

  /**
   * Waits until the link should be opened again, also to read records.
   *
   * @param unneeded the time until the next question.
   * @param answer shows each second that the thread goes on.
   * @throws InterruptedException when the link is to be stopped.
   */
  void rest(Duration unneeded, Runnable answer) throws InterruptedException {
    long until = host.nanos() + (usual ? unneeded : Duration.ZERO).toNanos();
    usual = true;
    long left;
    do {
      answer.run();
      host.pause(SLICE);
      left = until - host.nanos();
    } while (left > 0 && historyQueue.isEmpty());
  }
}
