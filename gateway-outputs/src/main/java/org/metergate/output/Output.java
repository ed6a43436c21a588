// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.util.List;
import java.util.Optional;
import org.metergate.journal.StoredReading;
import org.metergate.spi.finding.Finding;

/**
 * One configured output: knows where readings go and in which format, and nothing of queues,
 * cursors and waiting. Creating one checks its settings and opens nothing. Apart from {@link
 * #info}, all methods are called on the thread of its {@link OutputRunner}. What only some outputs
 * need or can do is a capability of its own: {@link HostedOutput}, {@link HealthSink}, {@link
 * RawSink}.
 */
public interface Output extends AutoCloseable {

  /**
   * Returns what is known of this output before it delivers.
   *
   * @return the same each time; any thread.
   */
  OutputInfo info();

  /**
   * Makes sure that something can be delivered: connects, or finds that the connection is gone.
   * Called before each delivery, and from time to time while no reading is waiting. May block for
   * some seconds.
   *
   * @return what prevents a delivery, or nothing.
   * @throws InterruptedException when the program is stopped meanwhile.
   */
  Optional<Finding> open() throws InterruptedException;

  /**
   * Delivers readings in their order; called only after {@link #open} found nothing in the way.
   *
   * @param batch at least one, the oldest first.
   * @return how many were delivered, and why not more.
   * @throws InterruptedException when the program is stopped meanwhile.
   */
  Delivery deliver(List<StoredReading> batch) throws InterruptedException;

  /**
   * Called when no reading is waiting any more, after {@link #open} found nothing in the way: for
   * what is sent besides the readings once they are all delivered.
   *
   * @return what prevented that, or nothing.
   * @throws InterruptedException when the program is stopped meanwhile.
   */
  default Optional<Finding> caughtUp() throws InterruptedException {
    return Optional.empty();
  }

  /** Closes the connection in good order, within a few seconds, and releases everything. */
  @Override
  void close();
}
