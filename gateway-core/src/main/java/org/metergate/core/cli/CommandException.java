// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.util.List;

/** Ends a command with a sentence for people and an exit code. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Something outside is wrong: a file, a port, a broker. */
  static final int FAULT = 1;

  /** The command's arguments or the configuration are wrong. */
  static final int USAGE = 2;

  private final int exitCode;

  CommandException(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** Creates an exception with several sentences, each on a line of its own. */
  static CommandException lines(int exitCode, List<String> sentences) {
    return new CommandException(
        exitCode, String.join(System.lineSeparator() + "metergate: ", sentences));
  }

  int exitCode() {
    return exitCode;
  }
}
