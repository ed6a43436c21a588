// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.util.Map;
import java.util.Set;

/**
 * Caches that are cleared when they are full: a driver that never repeats itself costs look-ups,
 * not memory.
 */
public final class BoundedMaps {
  private static final int MAX_SIZE = 4096;

  private BoundedMaps() {}

  public static <K, V> void put(Map<K, V> map, K key, V value) {
    if (map.size() >= MAX_SIZE) {
      map.clear();
    }
    map.put(key, value);
  }

  public static <T> void add(Set<T> set, T member) {
    if (set.size() >= MAX_SIZE) {
      set.clear();
    }
    set.add(member);
  }
}
