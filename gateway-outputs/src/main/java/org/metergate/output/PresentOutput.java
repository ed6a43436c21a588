// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

/**
 * An output that passes on which readings show the present, for receivers that act on them. It asks
 * {@link OutputHost#isPresent} for each.
 */
public interface PresentOutput extends HostedOutput {

  /**
   * Returns whether the other side takes a reading that it gets twice for two. The cursor of such
   * an output is in the journal's file after each reading, so that at most one is repeated after
   * the program was killed.
   *
   * @return the same each time; false where a receiver recognises a repeated reading, or where
   *     nothing of the past is sent.
   */
  default boolean countsRepeats() {
    return false;
  }
}
