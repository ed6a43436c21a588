// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056;

import java.time.Duration;
import java.util.List;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.OptionSpec;
import org.metergate.spi.option.Options;

/**
 * One configured meter.
 *
 * @param name the configured name.
 * @param pushes whether it sends without being asked (mode D).
 * @param address of the meter on a shared line, up to 32 letters and digits; empty for any meter on
 *     the line.
 * @param line the initial line settings.
 * @param maxBaud the highest speed of the reading head.
 * @param interval from one readout to the next.
 */
record MeterSetting(
    String name,
    boolean pushes,
    String address,
    LineSettings line,
    int maxBaud,
    Duration interval) {
  static final List<OptionSpec> OPTIONS =
      List.of(
          OptionSpec.choice(
              "mode", "Whether the meter is polled (c) or sends by itself (d).", "c", "d"),
          OptionSpec.standard(
              "address",
              OptionSpec.Type.TEXT,
              "",
              "The meter's address, needed only where several share one line."),
          OptionSpec.optional(
              "line",
              OptionSpec.Type.TEXT,
              "The initial line settings; by default 300 7E1 in mode c and 2400 7E1 in mode d."),
          OptionSpec.standard(
              "most-baud",
              OptionSpec.Type.INTEGER,
              "19200",
              "The highest speed of the reading head, 300 to 19200."),
          OptionSpec.standard(
              "interval",
              OptionSpec.Type.DURATION,
              "5min",
              "How often the meter is read; read meters with a battery rarely."));

  private static final Duration SHORTEST = Duration.ofSeconds(5);

  static MeterSetting of(MeterOptions meter) throws OptionException {
    Options options = meter.options();
    boolean pushes = options.text("mode").orElseThrow().equals("d");
    String address = options.text("address").orElse("");
    if (!address.matches("[A-Za-z0-9 ]{0,32}")) {
      throw new OptionException(
          "address", "An address may contain only letters, digits and blanks (32 at most).");
    }
    Duration interval = options.duration("interval").orElseThrow();
    if (interval.compareTo(SHORTEST) < 0) {
      throw new OptionException("interval", "The interval must be 5s or longer.");
    }
    long maxBaud = options.integer("most-baud").orElseThrow();
    if (maxBaud < 300 || maxBaud > 19200) {
      throw new OptionException("most-baud", "The highest speed must be from 300 to 19200.");
    }
    String line = options.text("line").orElse(pushes ? "2400 7E1" : "300 7E1");
    LineSettings settings =
        LineSettings.parse(line)
            .orElseThrow(
                () ->
                    new OptionException(
                        "line", "Line settings look like 300 7E1, 300 7E2, 2400 8N1."));
    return new MeterSetting(meter.name(), pushes, address, settings, (int) maxBaud, interval);
  }

  /** The sign-on (IEC 62056-21, clause 6.3.1, message 1). */
  String signOn() {
    return "/?" + address + "!";
  }
}
