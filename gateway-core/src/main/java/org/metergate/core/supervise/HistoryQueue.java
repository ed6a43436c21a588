// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.metergate.spi.driver.HistoryRequest;
import org.metergate.spi.finding.Finding;

/** Where wishes for history wait until the driver of a link takes them. Any thread. */
final class HistoryQueue {
  private final Deque<HistoryJob> waiting = new ArrayDeque<>();
  private HistoryJob taken;

  synchronized void put(HistoryJob wish) {
    waiting.add(wish);
  }

  /** Gives the oldest wish to the driver, which is through with the one before. */
  synchronized Optional<HistoryRequest> take() {
    taken = waiting.poll();
    return Optional.ofNullable(taken);
  }

  /**
   * Takes a wish back that nobody waits for any more; one that is being read is read to its end.
   */
  synchronized void withdraw(HistoryJob wish) {
    waiting.remove(wish);
  }

  /** The link was lost or cannot be opened: nobody shall wait for a meter that is not there. */
  synchronized void fail(Finding why) {
    if (taken != null) {
      taken.failed(why); // has no effect where it was done before
      taken = null;
    }
    waiting.forEach(wish -> wish.failed(why));
    waiting.clear();
  }
}
