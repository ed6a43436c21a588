// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

/**
 * When the request line is raised and when it rests: a machine over time without a clock of its
 * own. One thread.
 */
sealed interface RequestPlan permits HeldRequest, RequestOnDemand {

  /** Bytes came. */
  void bytes(long now);

  /** A telegram came to its end, whole or damaged. */
  void end(long now);

  /**
   * Goes on.
   *
   * @param now in nanoseconds; never earlier than before.
   * @return the level of the request line from now on, as {@code ByteLink.request} takes it.
   */
  boolean level(long now);
}
