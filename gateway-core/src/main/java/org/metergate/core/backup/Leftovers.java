// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Files that must not stay, also when the program is interrupted; a kill leaves them. */
final class Leftovers implements AutoCloseable {
  private final List<Path> files;
  private final Thread atExit = new Thread(this::remove, "metergate-backup-exit");

  Leftovers(Path... files) {
    this.files = new CopyOnWriteArrayList<>(files);
    try {
      Runtime.getRuntime().addShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // the program ends already
    }
  }

  void add(Path file) {
    files.add(file);
  }

  void remove() {
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // the next one of this name removes it
      }
    }
  }

  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // the program ends, and runs it
    }
  }
}
