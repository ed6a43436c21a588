// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;

/**
 * Turns the exception that ends a command into a sentence and an exit code. A bug in the program is
 * reported with its class and place only: the text of an exception may hold a secret, and its stack
 * trace helps only a developer, who sets {@code -Dmetergate.trace=true}.
 */
final class ExceptionPrinter implements IExecutionExceptionHandler {
  private static final String TRACE = "metergate.trace";

  @Override
  public int handleExecutionException(Exception e, CommandLine line, CommandLine.ParseResult args) {
    if (e instanceof OutputClosedException) {
      return OutputClosedException.EXIT_CODE;
    }
    if (e instanceof CommandException command) {
      new ErrorLines(line.getErr(), args == null ? List.of() : args.originalArgs())
          .print("metergate: " + command.getMessage());
      return command.exitCode();
    }
    if (!(e instanceof InterruptedException)) { // the interrupting code knows why
      report(line.getErr(), e);
    }
    return CommandException.FAULT;
  }

  /** Reports a bug in the program; any thread. */
  static void report(PrintWriter err, Throwable e) {
    if (Boolean.getBoolean(TRACE)) {
      e.printStackTrace(err);
    }
    if (e instanceof OutOfMemoryError) {
      err.println(
          "metergate: Out of memory. METERGATE_JAVA_OPTS=-Xmx128m ./metergate ... gives it more.");
      return;
    }
    StackTraceElement[] stack = e.getStackTrace();
    err.println(
        "metergate: This is a bug in the program: "
            + e.getClass().getSimpleName()
            + (stack.length == 0 ? "" : " in " + stack[0])
            + ".");
    err.println(
        "Please report this line; METERGATE_JAVA_OPTS=-D"
            + TRACE
            + "=true prints the stack trace.");
  }
}
