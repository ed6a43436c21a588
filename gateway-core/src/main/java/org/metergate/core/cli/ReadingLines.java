// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.StringJoiner;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;

/** Prints readings as lines for a terminal: the main values, in the meter's units. */
final class ReadingLines {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final int MAX_VALUES = 6;

  private final PrintWriter out;
  private final ZoneId zone;
  private volatile boolean closed;

  ReadingLines(PrintWriter out, ZoneId zone) {
    this.out = out;
    this.zone = zone;
  }

  /** Prints one line; called on the thread of the link, for one reading at a time. */
  synchronized void print(Reading reading) {
    StringJoiner line = new StringJoiner("  ");
    line.add(TIME.format(reading.receivedAt().atZone(zone)));
    line.add(String.format("%-12s", reading.meter().displayName()));
    main(reading.measurements()).forEach(measurement -> line.add(text(measurement)));
    out.println(line);
    closed = out.checkError(); // which also flushes
  }

  /** Whether the output is no longer read. */
  boolean closed() {
    return closed;
  }

  /**
   * Returns the main values of a meter: its totals and present powers, without phases and texts.
   */
  private static List<Measurement> main(List<Measurement> all) {
    return all.stream()
        .filter(m -> m.value() != null && m.quantity().kind() != Quantity.Kind.STATE)
        .filter(m -> !m.quantity().name().matches(".*_l[23]|reactive_.*"))
        .limit(MAX_VALUES)
        .toList();
  }

  private static String text(Measurement measurement) {
    String unit = measurement.unit() == null ? "" : measurement.unit().display();
    return measurement.quantity().label()
        + " "
        + measurement.value()
        + (unit.isEmpty() ? "" : " " + unit);
  }
}
