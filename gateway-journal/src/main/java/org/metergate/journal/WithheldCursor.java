// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.util.Optional;
import org.metergate.spi.reading.MeterRef;

/**
 * The name of a cursor for delivering the counters of a meter that were withheld before to an
 * output. It is used in addition to the output's own cursor, which has passed those readings.
 *
 * @param kind what the cursor is for.
 * @param output its name, without blanks.
 * @param meter the meter of the counters.
 */
record WithheldCursor(Kind kind, String output, MeterRef meter) {

  /** The cursors of the same counters. */
  enum Kind {
    /** A decision has released the counters after it, and the output does not know it yet. */
    RELEASED(" late "),

    /** The counters up to it are delivered. */
    DELIVERED(" late-at "),

    /** The counters up to it are delivered as late ones, and with no other part of a reading. */
    END(" late-until ");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /** The name in the table of cursors. */
  String name() {
    return output + kind.word + meter.name() + "/" + meter.subMeter() + "/" + meter.identifier();
  }

  /** Parses a name; nothing if it is an output's own cursor. */
  static Optional<WithheldCursor> of(String name) {
    for (Kind kind : Kind.values()) {
      int at = name.indexOf(kind.word);
      if (at >= 0) {
        String[] parts = name.substring(at + kind.word.length()).split("/", 3);
        MeterRef meter = new MeterRef(parts[0], parts[1], parts[2]);
        return Optional.of(new WithheldCursor(kind, name.substring(0, at), meter));
      }
    }
    return Optional.empty();
  }
}
