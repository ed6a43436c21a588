// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes temporary folders with copies of jars. */
final class TempFolders {
  private TempFolders() {}

  /** Removes a folder with its content; files that cannot be removed are left in /tmp. */
  static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.getLogger(TempFolders.class.getName())
          .log(System.Logger.Level.DEBUG, "copies stay in " + folder, e);
    }
  }
}
