// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.core.control.Plural;

/**
 * The size of the terminal on which a command is shown.
 *
 * @param rows at least 2.
 * @param columns at least 10.
 */
record TerminalSize(int rows, int columns) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,4}) (\\d{1,4})\\s*");
  private static final int FEWEST_ROWS = 2;
  private static final int FEWEST_COLUMNS = 10;

  /** Asks the program stty; empty where there is none, or no terminal. */
  static Optional<TerminalSize> ask() {
    ProcessBuilder stty = new ProcessBuilder("stty", "size");
    stty.redirectInput(new File("/dev/tty")).redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = stty.start();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(1, TimeUnit.SECONDS) ? parse(answer) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Reads rows and columns; a terminal of an unknown size says 0. */
  static Optional<TerminalSize> parse(String answer) {
    Matcher numbers = FORM.matcher(answer);
    if (!numbers.matches()) {
      return Optional.empty();
    }
    TerminalSize size =
        new TerminalSize(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)));
    return size.rows < FEWEST_ROWS || size.columns < FEWEST_COLUMNS
        ? Optional.empty()
        : Optional.of(size);
  }

  /** Returns the first of the lines that fit with the cursor below them, and says what is left. */
  List<String> fit(List<String> lines) {
    List<String> fitting = new ArrayList<>();
    int left = rows - 1;
    for (String line : lines) {
      left -= rowsOf(line);
      if (left < 0) {
        break;
      }
      fitting.add(line);
    }
    if (fitting.size() == lines.size()) {
      return lines;
    }
    int used = fitting.stream().mapToInt(this::rowsOf).sum();
    while (!fitting.isEmpty() && used > rows - 2) {
      used -= rowsOf(fitting.remove(fitting.size() - 1));
    }
    fitting.add(
        "… " + Plural.of(lines.size() - fitting.size(), "more line") + " in a larger window");
    return fitting;
  }

  private int rowsOf(String line) {
    return Math.max(1, (line.length() + columns - 1) / columns);
  }
}
