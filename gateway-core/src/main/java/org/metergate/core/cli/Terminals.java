// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.Console;
import java.util.Optional;

/** Finds out whether a person sits before this program. */
final class Terminals {
  private Terminals() {}

  /** Returns the terminal that can be asked; newer Javas have a console without one, too. */
  static Optional<Console> interactive() {
    Console console = System.console();
    if (console == null) {
      return Optional.empty();
    }
    try {
      Object terminal = Console.class.getMethod("isTerminal").invoke(console);
      return Boolean.TRUE.equals(terminal) ? Optional.of(console) : Optional.empty();
    } catch (ReflectiveOperationException e) {
      return Optional.of(console);
    }
  }
}
