// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.util.List;

/**
 * What a text says of keys.
 *
 * @param keys the whole keys, in the order of the text; the same key twice with one role is listed
 *     once.
 * @param damaged what looks like a key and is none.
 * @param systemTitles where the public number of a meter stands that is taken for a key at times:
 *     16 digits that begin with the maker.
 */
public record KeyReading(List<FoundKey> keys, List<DamagedKey> damaged, List<Place> systemTitles) {

  /** Copies the lists. */
  public KeyReading {
    keys = List.copyOf(keys);
    damaged = List.copyOf(damaged);
    systemTitles = List.copyOf(systemTitles);
  }

  /**
   * Returns the keys with a role.
   *
   * @param role to look for.
   * @return in the order of the text.
   */
  public List<FoundKey> with(KeyRole role) {
    return keys.stream().filter(key -> key.role() == role).toList();
  }
}
