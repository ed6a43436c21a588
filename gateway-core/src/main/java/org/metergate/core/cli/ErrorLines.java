// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.util.List;
import org.metergate.config.Redaction;
import org.metergate.config.Shown;

/**
 * Prints why a command failed: without what may be a key among its arguments, and without
 * characters that control a terminal.
 */
final class ErrorLines {
  private static final int LONGEST = 2000;

  private final PrintWriter err;
  private final Redaction redaction = new Redaction();

  /** Takes the arguments of the command, from which its messages are made. */
  ErrorLines(PrintWriter err, List<String> arguments) {
    this.err = err;
    arguments.forEach(redaction::learnFrom);
  }

  void print(String text) {
    for (String line : text.split("\\R")) {
      String shown = Shown.printable(redaction.hideMistake(line));
      err.println(shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "…");
    }
  }
}
