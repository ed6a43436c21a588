// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm;

import java.util.Optional;

/** Small texts that outlive a restart, one for each key. One thread at a time. */
public interface AlarmMemory {

  /**
   * Returns a text.
   *
   * @param key from {@link Watched#key}.
   * @return what was put last, or empty.
   */
  Optional<String> get(String key);

  /**
   * Keeps a text.
   *
   * @param key from {@link Watched#key}.
   * @param text at most 200 characters.
   */
  void put(String key, String text);
}
