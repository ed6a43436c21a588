// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that is deleted at the end, with all that is in it. */
final class ScratchFolder implements AutoCloseable {
  private final Path path;

  ScratchFolder() throws IOException {
    path = Files.createTempDirectory("metergate-demo");
  }

  Path path() {
    return path;
  }

  /** Deletes it; a second time does nothing. */
  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path one : deepestFirst) {
        Files.deleteIfExists(one);
      }
    } catch (IOException e) {
      // files left in the temporary folder do no harm; on a second call the folder is gone
    }
  }
}
