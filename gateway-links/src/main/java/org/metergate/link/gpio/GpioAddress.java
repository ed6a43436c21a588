// SPDX-License-Identifier: Apache-2.0
package org.metergate.link.gpio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.metergate.link.Parameters;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkUri;

/**
 * The parsed name of a GPIO link: {@code gpio:22?pull=up&active=low}, {@code gpio:5,6}, {@code
 * gpio:GPIO17}.
 *
 * @param lines each a BCM number or the kernel's name of the line.
 * @param pull of inputs.
 * @param activeHigh whether the high level is the active one.
 */
record GpioAddress(List<String> lines, Pull pull, boolean activeHigh) {
  private static final Pattern LINE = Pattern.compile("\\d{1,3}|[A-Za-z][A-Za-z0-9_.-]{0,31}");
  private static final int MAX_LINES = 8;

  /** The resistor inside the chip. */
  enum Pull {
    /** None: the circuit has one of its own. */
    OFF,
    /** Towards the supply. */
    UP,
    /** Towards ground. */
    DOWN
  }

  /**
   * Parses the name of an input.
   *
   * @param uri of scheme {@code gpio}.
   * @return its parts; with a pull-up the low level is active unless {@code active} is given, since
   *     a contact then switches to ground.
   * @throws LinkException with BAD_LINK and a sentence that states the correct form.
   */
  static GpioAddress input(LinkUri uri) throws LinkException {
    Parameters parameters = new Parameters(uri, List.of("pull", "active"));
    Pull pull = parameters.choice("pull", pulls());
    boolean high =
        parameters.text("active").isEmpty()
            ? pull != Pull.UP
            : parameters.choice("active", levels());
    return new GpioAddress(lines(uri, parameters), pull, high);
  }

  /**
   * Parses the name of an output.
   *
   * @param uri of scheme {@code gpio}, with one line.
   * @return its parts.
   * @throws LinkException with BAD_LINK and a sentence that states the correct form.
   */
  static GpioAddress output(LinkUri uri) throws LinkException {
    Parameters parameters = new Parameters(uri, List.of("active"));
    List<String> lines = lines(uri, parameters);
    if (lines.size() != 1) {
      throw parameters.bad("An output is one line, like gpio:17.");
    }
    return new GpioAddress(lines, Pull.OFF, parameters.choice("active", levels()));
  }

  private static List<String> lines(LinkUri uri, Parameters parameters) throws LinkException {
    List<String> lines = new ArrayList<>();
    for (String line : uri.target().split(",", -1)) {
      if (!LINE.matcher(line).matches()) {
        throw parameters.bad(
            "A GPIO link names lines by BCM number or by name, like gpio:17, gpio:GPIO17 or"
                + " gpio:22,23; '"
                + line
                + "' is neither.");
      }
      String plain = line.matches("\\d+") ? Integer.toString(Integer.parseInt(line)) : line;
      if (lines.contains(plain)) {
        throw parameters.bad("The line '" + line + "' is listed twice.");
      }
      lines.add(plain);
    }
    if (lines.size() > MAX_LINES) {
      throw parameters.bad("A link has at most " + MAX_LINES + " lines.");
    }
    return List.copyOf(lines);
  }

  private static Map<String, Pull> pulls() {
    Map<String, Pull> pulls = new LinkedHashMap<>();
    pulls.put("off", Pull.OFF);
    pulls.put("up", Pull.UP);
    pulls.put("down", Pull.DOWN);
    return pulls;
  }

  private static Map<String, Boolean> levels() {
    Map<String, Boolean> levels = new LinkedHashMap<>();
    levels.put("high", true);
    levels.put("low", false);
    return levels;
  }
}
