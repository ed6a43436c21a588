// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.metergate.config.Shown;

/**
 * Lines that a command shows again and again: on a terminal each time in the same place, elsewhere
 * one below the other. The lines themselves control no terminal. One thread.
 */
final class Screen {
  private static final String HOME = "\u001b[H";
  private static final String CLEAR = "\u001b[2J";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  /** The lines of a bar always fit: only longer texts need the size of the terminal. */
  private static final int MANY_LINES = 15;

  private final PrintWriter to;
  private final boolean terminal;
  private boolean shown;

  Screen(PrintWriter to, boolean terminal) {
    this.to = to;
    this.terminal = terminal;
  }

  /**
   * Returns the standard output.
   *
   * @param out the command's writer, used where the standard output is no terminal.
   */
  static Screen of(PrintWriter out) {
    return isTerminal()
        ? new Screen(
            new PrintWriter(
                new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
            true)
        : new Screen(out, false);
  }

  private static boolean isTerminal() {
    if (System.console() == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      String kind = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return kind.startsWith("/dev/pts/") || kind.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Whether the lines are shown in the same place. */
  boolean redraws() {
    return terminal;
  }

  /** Shows lines in place of those before; where that cannot be, below them after an empty line. */
  void show(List<String> lines) {
    if (terminal && lines.size() > MANY_LINES) {
      List<String> printable = lines.stream().map(Shown::printable).toList();
      draw(TerminalSize.ask().map(size -> size.fit(printable)).orElse(printable));
    } else {
      draw(lines);
    }
  }

  private void draw(List<String> lines) {
    StringBuilder text = new StringBuilder();
    if (terminal) {
      text.append(shown ? HOME : CLEAR + HOME);
    } else if (shown) {
      text.append(System.lineSeparator());
    }
    for (String line : lines) {
      text.append(Shown.printable(line))
          .append(terminal ? CLEAR_LINE : "")
          .append(System.lineSeparator());
    }
    to.print(text.append(terminal ? CLEAR_BELOW : ""));
    to.flush();
    shown = true;
  }

  /** Whether the output is no longer read. */
  boolean closed() {
    return to.checkError();
  }
}
