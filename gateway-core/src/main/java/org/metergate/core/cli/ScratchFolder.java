// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.metergate.core.plugin.TempFolders;

/** A temporary folder that is deleted at the end, with all that is in it. */
final class ScratchFolder implements AutoCloseable {
  private final Path path;

  ScratchFolder() throws IOException {
    path = TempFolders.create("demo");
  }

  Path path() {
    return path;
  }

  /** Deletes it; a second time does nothing. */
  @Override
  public void close() {
    TempFolders.remove(path);
  }
}
