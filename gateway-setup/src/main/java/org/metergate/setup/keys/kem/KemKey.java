// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys.kem;

import java.util.Objects;
import org.metergate.setup.keys.KeyRole;
import org.metergate.setup.keys.MeterKey;

/**
 * A key of a meter in a KEM file.
 *
 * @param type of the meter, such as MC603; empty if the file does not say it.
 * @param number of the meter; empty if the file does not say it.
 * @param name of the key in the file, such as DEK.
 * @param role what it is for.
 * @param key its digits.
 */
public record KemKey(String type, String number, String name, KeyRole role, MeterKey key) {

  /** Checks that nothing is missing. */
  public KemKey {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(number, "number");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(key, "key");
  }
}
