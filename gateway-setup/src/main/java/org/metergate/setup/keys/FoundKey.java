// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.util.List;
import java.util.Objects;

/**
 * A whole key that was found in a text.
 *
 * @param key its digits.
 * @param role what it is for, by what stands near it.
 * @param place where it begins.
 * @param replaced which of its digits, 1 to 32, were other characters that look like them (O for 0,
 *     l for 1) and were replaced.
 */
public record FoundKey(MeterKey key, KeyRole role, Place place, List<Integer> replaced) {

  /** Copies the list and checks that nothing is missing. */
  public FoundKey {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(place, "place");
    replaced = List.copyOf(replaced);
  }
}
