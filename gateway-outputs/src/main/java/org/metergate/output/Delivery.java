// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.time.Duration;
import java.util.List;
import org.metergate.spi.finding.Finding;

/**
 * The result of delivering a batch of readings. Readings are delivered from its front, in order.
 */
public sealed interface Delivery {

  /**
   * Returns how many readings from the front of the batch have certainly arrived.
   *
   * @return 0 to the size of the batch.
   */
  int delivered();

  /**
   * Some or all of the batch was delivered; the rest, if any, is delivered next.
   *
   * @param delivered at least 1; what was refused in part counts as delivered.
   * @param events what happened on the way, reported and not repeated: a value that was refused.
   */
  record Done(int delivered, List<Finding> events) implements Delivery {
    /** Rejects a success that delivered nothing, since it would be repeated without end. */
    public Done {
      events = List.copyOf(events);
      if (delivered < 1) {
        throw new IllegalArgumentException("nothing was delivered");
      }
    }

    /**
     * A success without events.
     *
     * @param delivered at least 1.
     */
    public Done(int delivered) {
      this(delivered, List.of());
    }
  }

  /**
   * The rest could not be delivered now and must be delivered again later.
   *
   * @param delivered how many arrived before.
   * @param reason what is in the way.
   * @param notBefore how long the other side asks to wait; zero where it does not say.
   */
  record TryAgain(int delivered, Finding reason, Duration notBefore) implements Delivery {

    /**
     * A failure after which the usual back-off decides when to try again.
     *
     * @param delivered how many arrived before.
     * @param reason what is in the way.
     */
    public TryAgain(int delivered, Finding reason) {
      this(delivered, reason, Duration.ZERO);
    }
  }

  /**
   * The reading after the delivered ones will never be accepted; it is skipped, so that it does not
   * block the others.
   *
   * @param delivered how many arrived before it.
   * @param reason why it is refused.
   */
  record Refused(int delivered, Finding reason) implements Delivery {}
}
