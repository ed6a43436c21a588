// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.UnaryOperator;

/** The folders that are searched for dropped-in jars. */
public final class DriverFolders {
  private static final String NAME = "drivers";

  /** In an installation: the folder of whoever runs the machine, which no update replaces. */
  private static final String LOCAL = "local-drivers";

  private DriverFolders() {}

  /**
   * Returns the folders of this process, whether or not they exist: the machine's, the user's,
   * those of {@code METERGATE_DRIVERS}, and the installation's, in which drivers come with the
   * program. If two plug-ins have the same name, the first is used: one's own instead of one that
   * came with the program.
   *
   * @return each once.
   */
  public static List<Path> usual() {
    return of(System::getProperty, System::getenv);
  }

  static List<Path> of(UnaryOperator<String> property, UnaryOperator<String> environment) {
    List<String> names = new ArrayList<>();
    add(names, property.apply("metergate.home"), LOCAL);
    String data = environment.apply("XDG_DATA_HOME");
    if (data == null || !data.startsWith("/")) { // the XDG specification: ignore relative paths
      add(names, property.apply("user.home"), ".local/share/metergate/" + NAME);
    } else {
      add(names, data, "metergate/" + NAME);
    }
    String more = environment.apply("METERGATE_DRIVERS");
    for (String folder : (more == null ? "" : more).split(":")) {
      add(names, folder, "");
    }
    add(names, property.apply("metergate.home"), NAME);
    LinkedHashSet<Path> folders = new LinkedHashSet<>();
    for (String name : names) {
      try {
        folders.add(Path.of(name).toAbsolutePath().normalize());
      } catch (InvalidPathException e) {
        System.getLogger(DriverFolders.class.getName())
            .log(
                System.Logger.Level.WARNING,
                "METERGATE_DRIVERS names a path that is not valid: " + name);
      }
    }
    return List.copyOf(folders);
  }

  private static void add(List<String> names, String folder, String below) {
    if (folder != null && !folder.isBlank()) {
      names.add(below.isEmpty() ? folder : folder + "/" + below);
    }
  }
}
