// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

/**
 * Decides when the request line is raised and released: a state machine that gets the time from its
 * caller. One thread.
 */
sealed interface RequestPlan permits HeldRequest, RequestOnDemand {

  /** Records received bytes. */
  void bytes(long now);

  /** Records the end of a telegram, intact or damaged. */
  void end(long now);

  /**
   * Advances to a time.
   *
   * @param now in nanoseconds; never earlier than before.
   * @return the level of the request line from now on, as {@code ByteLink.request} takes it.
   */
  boolean level(long now);
}
