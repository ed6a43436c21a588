// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.util.Optional;

/**
 * A small text that outlives the program: a counter, a remembered speed. Written with the next
 * reading or within a minute, so a crash may take it back a little: never rely on it to be newest.
 */
public interface DurableState {

  /**
   * Returns what was put last.
   *
   * @return the text, or nothing when there is none yet.
   */
  Optional<String> get();

  /**
   * Remembers a text in place of the one before.
   *
   * @param text at most 4096 characters; never a key or password.
   */
  void put(String text);
}
