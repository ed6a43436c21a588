// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.util.List;

/** Ends a command with a sentence for people and an exit code. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Something is wrong with the world: a file, a port, a broker. */
  static final int FAULT = 1;

  /** Something is wrong with the command's words or the configuration. */
  static final int USAGE = 2;

  private final int exitCode;

  CommandException(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** Ends a command with several sentences, each on a line of its own. */
  static CommandException lines(int exitCode, List<String> sentences) {
    return new CommandException(
        exitCode, String.join(System.lineSeparator() + "metergate: ", sentences));
  }

  int exitCode() {
    return exitCode;
  }
}
