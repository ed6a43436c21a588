// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.util.Optional;
import org.metergate.spi.reading.MeterRef;

/**
 * The name of a cursor for delivering the counters of a meter that were withheld before to an
 * output. It is used in addition to the output's own cursor, which has passed those readings.
 *
 * @param output its name, without blanks.
 * @param meter the meter of the counters.
 */
record WithheldCursor(String output, MeterRef meter) {
  private static final String LATE = " late ";

  /** The name in the table of cursors. */
  String name() {
    return output + LATE + meter.name() + "/" + meter.subMeter() + "/" + meter.identifier();
  }

  /** Parses a name; nothing if it is an output's own cursor. */
  static Optional<WithheldCursor> of(String name) {
    int at = name.indexOf(LATE);
    if (at < 0) {
      return Optional.empty();
    }
    String[] parts = name.substring(at + LATE.length()).split("/", 3);
    return Optional.of(
        new WithheldCursor(name.substring(0, at), new MeterRef(parts[0], parts[1], parts[2])));
  }
}
