// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;

/**
 * Turns what ends a command into a sentence and an exit code. A mistake of the program itself is
 * named by its class and place alone: the text of an exception may hold a secret, and its stack
 * helps nobody but a developer, who sets {@code -Dmetergate.trace=true}.
 */
final class ExceptionPrinter implements IExecutionExceptionHandler {
  private static final String TRACE = "metergate.trace";

  @Override
  public int handleExecutionException(
      Exception e, CommandLine line, CommandLine.ParseResult words) {
    if (e instanceof OutputClosedException) {
      return OutputClosedException.EXIT_CODE;
    }
    if (e instanceof CommandException command) {
      line.getErr().println("metergate: " + command.getMessage());
      return command.exitCode();
    }
    if (!(e instanceof InterruptedException)) { // whoever interrupts knows why
      report(line.getErr(), e);
    }
    return CommandException.FAULT;
  }

  /** Says that the program made a mistake; any thread. */
  static void report(PrintWriter err, Throwable e) {
    if (Boolean.getBoolean(TRACE)) {
      e.printStackTrace(err);
    }
    if (e instanceof OutOfMemoryError) {
      err.println(
          "metergate: The memory is used up. METERGATE_JAVA_OPTS=-Xmx128m ./metergate ... gives"
              + " more.");
      return;
    }
    StackTraceElement[] stack = e.getStackTrace();
    err.println(
        "metergate: This is a mistake in the program: "
            + e.getClass().getSimpleName()
            + (stack.length == 0 ? "" : " in " + stack[0])
            + ".");
    err.println(
        "Please report this line; METERGATE_JAVA_OPTS=-D" + TRACE + "=true shows where it began.");
  }
}
