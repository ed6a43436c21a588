// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.util.Optional;

/**
 * A small text that survives a restart: a counter, the line speed that worked. It is written with
 * the next reading or within a minute, so a crash may restore a slightly older text: never rely on
 * it to be the newest.
 */
public interface DurableState {

  /**
   * Returns the text that was stored last.
   *
   * @return the text, or empty when nothing was stored yet.
   */
  Optional<String> get();

  /**
   * Stores a text in place of the previous one.
   *
   * @param text at most 4096 characters; never a key or password.
   */
  void put(String text);
}
