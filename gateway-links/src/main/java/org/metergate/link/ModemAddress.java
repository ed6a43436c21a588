// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkUri;

/**
 * The parsed name of a serial link whose modem lines carry pulses: {@code
 * serial:/dev/ttyUSB0?edge=cts,dsr}.
 *
 * @param device full path of the device or of a symbolic link to it, as written.
 * @param lines in the order of the name.
 * @param activeRaised whether a line that the operating system reports as raised is active.
 */
record ModemAddress(String device, List<Line> lines, boolean activeRaised) {

  /** The inputs of a serial port. */
  enum Line {
    /** Clear to send. */
    CTS,
    /** Data carrier detect. */
    DCD,
    /** Data set ready. */
    DSR,
    /** Ring indicator. */
    RI
  }

  /**
   * Parses the link's name.
   *
   * @param uri of scheme {@code serial}.
   * @return its parts.
   * @throws LinkException with BAD_LINK and a sentence that states the correct form.
   */
  static ModemAddress parse(LinkUri uri) throws LinkException {
    Parameters parameters = new Parameters(uri, List.of("edge", "active"));
    if (!uri.target().startsWith("/") || uri.target().indexOf('\0') >= 0) {
      throw parameters.bad(
          "A serial link names the full path of a device, like serial:/dev/ttyUSB0.");
    }
    String edge =
        parameters
            .text("edge")
            .orElseThrow(
                () ->
                    parameters.bad(
                        "Pulses are counted on a modem line of the adapter; add one, like"
                            + " serial:/dev/ttyUSB0?edge=cts."));
    List<Line> lines = new ArrayList<>();
    for (String name : edge.split(",", -1)) {
      Line line =
          Arrays.stream(Line.values())
              .filter(one -> one.name().toLowerCase(java.util.Locale.ROOT).equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      parameters.bad(
                          "'edge' names '" + name + "', but a line is cts, dcd, dsr or ri."));
      if (lines.contains(line)) {
        throw parameters.bad("The line '" + name + "' is listed twice.");
      }
      lines.add(line);
    }
    Map<String, Boolean> levels = new LinkedHashMap<>();
    levels.put("high", true);
    levels.put("low", false);
    return new ModemAddress(uri.target(), List.copyOf(lines), parameters.choice("active", levels));
  }
}
