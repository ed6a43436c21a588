// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Where the journal is if the configuration does not say: where this user may write. */
final class StandardJournal {
  private static final Path SYSTEM = Path.of("/var/lib/metergate");
  private static final String NAME = "journal.db";

  private StandardJournal() {}

  /**
   * Returns the path: in {@code $STATE_DIRECTORY}, which systemd sets for a service; else in an
   * existing {@code /var/lib/metergate} that may be written; else in {@code
   * $XDG_STATE_HOME/metergate}, by default {@code ~/.local/state/metergate}.
   *
   * @param environment the values of variables, or null.
   * @param home the user's folder.
   */
  static Path of(UnaryOperator<String> environment, String home) {
    return of(environment, home, SYSTEM);
  }

  static Path of(UnaryOperator<String> environment, String home, Path system) {
    String state = environment.apply("STATE_DIRECTORY"); // several are joined by colons
    if (state != null && state.startsWith("/")) {
      return Path.of(state.split(":", 2)[0], NAME);
    }
    if (Files.isDirectory(system) && Files.isWritable(system)) {
      return system.resolve(NAME);
    }
    String own = environment.apply("XDG_STATE_HOME");
    // the XDG specification: relative paths are ignored
    Path states =
        own == null || !own.startsWith("/") ? Path.of(home, ".local", "state") : Path.of(own);
    return states.resolve("metergate").resolve(NAME);
  }
}
