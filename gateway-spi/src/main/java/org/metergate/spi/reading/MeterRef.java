// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.reading;

import java.util.Objects;

/**
 * The meter to which a reading belongs.
 *
 * @param name the name in the configuration: letters, digits, {@code -} and {@code _}.
 * @param subMeter empty for the meter itself, else the kind of sub-meter connected to it ({@code
 *     gas}, {@code gas-2}).
 * @param identifier the number that the meter itself sends; empty when it sends none.
 */
public record MeterRef(String name, String subMeter, String identifier) {

  /** Checks that nothing is missing; empty texts are fine for the last two. */
  public MeterRef {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a meter needs a name");
    }
    Objects.requireNonNull(subMeter, "subMeter");
    Objects.requireNonNull(identifier, "identifier");
  }

  /**
   * Creates the reference of a meter itself, not of a sub-meter.
   *
   * @param name the configured name.
   * @param identifier the meter's own number, or empty.
   * @return the reference.
   */
  public static MeterRef of(String name, String identifier) {
    return new MeterRef(name, "", identifier);
  }

  /**
   * Returns the name of this meter in topics, files and pages.
   *
   * @return the configured name, followed by {@code -} and the kind for a sub-meter.
   */
  public String displayName() {
    return subMeter.isEmpty() ? name : name + "-" + subMeter;
  }
}
