// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * One command that has ended.
 *
 * @param exitCode as a shell would see it.
 * @param out what went to standard output.
 * @param err what went to standard error.
 */
record Run(int exitCode, String out, String err) {

  static Run of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(args);
    return new Run(exitCode, out.toString(), err.toString());
  }

  static Run of(List<String> args) {
    return of(args.toArray(String[]::new));
  }

  /** Requires an exit code and that no stack trace was printed. */
  Run ends(int expected) {
    assertEquals(expected, exitCode, this::toString);
    assertFalse(err.contains("\tat "), err);
    return this;
  }

  /** Requires that it failed with one sentence and no output. */
  Run refuses(int expected, String sentence) {
    ends(expected);
    assertEquals("", out);
    assertEquals("metergate: " + sentence, err.strip().replaceFirst("(?s)\\RTry: .*", ""));
    return this;
  }
}
