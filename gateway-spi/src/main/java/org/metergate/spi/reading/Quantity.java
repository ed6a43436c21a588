// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.reading;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What is measured, with all that an output needs to present it. The name is the same in topics,
 * files, pages and the API; the meter's own number for it is the register of a {@link Measurement}.
 *
 * @param name lower-case letters, digits and {@code _}: {@code energy_import_t1}.
 * @param kind counter, gauge or state.
 * @param dimension the physical dimension.
 * @param label for the user, in English: "Energy import, tariff 1".
 */
public record Quantity(String name, Kind kind, Dimension dimension, String label) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_]*");

  /** How the values of a quantity change. */
  public enum Kind {
    /** Only increases, for the life of the meter. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** A text, a code, a time. */
    STATE
  }

  /** Checks the form of the name, since it becomes part of topics and file headers. */
  public Quantity {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("quantity name '" + name + "' is not [a-z0-9_]+");
    }
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(dimension, "dimension");
    Objects.requireNonNull(label, "label");
  }
}
