// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.Objects;

/**
 * A byte as a line delivered it.
 *
 * @param nanos when it arrived, on the clock of the probe; bytes that are read together have the
 *     same time.
 * @param value 0 to 255; 0 for a break.
 * @param kind how it came; {@link Kind#GOOD} for every byte of a line without marks.
 */
public record LineByte(long nanos, int value, Kind kind) {

  /** What the line did while a byte was received. */
  public enum Kind {
    /** The byte came undamaged, or nothing is known of that. */
    GOOD,
    /** Its parity bit was wrong or its stop bit missing. */
    DAMAGED,
    /** The line was low for longer than a byte. */
    BREAK
  }

  /** Checks the range. */
  public LineByte {
    Objects.requireNonNull(kind, "kind");
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException("not a byte: " + value);
    }
  }

  /** Whether the byte came with an error of the line. */
  boolean flagged() {
    return kind != Kind.GOOD;
  }
}
