// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output;

import org.metergate.spi.finding.Finding;

/** What became of a batch of readings. Readings are delivered from its front, in order. */
public sealed interface Delivery {

  /**
   * How many from the front of the batch have arrived for certain.
   *
   * @return 0 to the size of the batch.
   */
  int delivered();

  /**
   * It went well as far as it went; the rest, if any, comes next.
   *
   * @param delivered at least 1.
   */
  record Done(int delivered) implements Delivery {
    /** Refuses a success that is none, since it would be repeated without end. */
    public Done {
      if (delivered < 1) {
        throw new IllegalArgumentException("nothing was delivered");
      }
    }
  }

  /**
   * The rest could not be delivered now and shall be offered again later.
   *
   * @param delivered how many arrived before.
   * @param reason what is in the way.
   */
  record TryAgain(int delivered, Finding reason) implements Delivery {}

  /**
   * The reading after the delivered ones will never be taken; it is passed over, so that it does
   * not hold up the others.
   *
   * @param delivered how many arrived before it.
   * @param reason why it is refused.
   */
  record Refused(int delivered, Finding reason) implements Delivery {}
}
