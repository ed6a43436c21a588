// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

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

  int exitCode() {
    return exitCode;
  }
}
