// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.metergate.spi.finding.Finding;

/** The requests for history that wait until the driver of a link takes them. Any thread. */
final class HistoryQueue {
  private final Deque<HistoryJob> waiting = new ArrayDeque<>();
  private HistoryJob current;
  private Optional<Finding> end = Optional.empty();

  /** Adds a request; it fails at once where nobody takes one any more. */
  synchronized void put(HistoryJob job) {
    if (end.isPresent()) {
      job.failed(end.get());
    } else {
      waiting.add(job);
    }
  }

  /** Returns whether no request waits. */
  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Returns the oldest request to the driver, which has finished the one before. */
  synchronized Optional<HistoryJob> take() {
    current = waiting.poll();
    return Optional.ofNullable(current);
  }

  /**
   * Removes a request whose caller has stopped waiting; the driver is to end one that it is
   * reading.
   */
  synchronized void withdraw(HistoryJob job) {
    job.withdraw();
    waiting.remove(job);
  }

  /**
   * Fails all requests, since the link was lost or cannot be opened: no caller should wait then.
   */
  synchronized void fail(Finding reason) {
    if (current != null) {
      current.failed(reason); // has no effect if it was done before
      current = null;
    }
    waiting.forEach(job -> job.failed(reason));
    waiting.clear();
  }

  /** Fails all requests, and each that follows: the link is not read any more. */
  synchronized void end(Finding reason) {
    end = Optional.of(reason);
    fail(reason);
  }
}
