// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.metergate.config.GatewayConfig;

/**
 * Whether a journal would be lost with the next power cut, since its folder is in memory or on the
 * writable layer above a read-only card. A journal in the temporary folder is meant to be.
 */
final class VolatileJournal {
  private VolatileJournal() {}

  /**
   * Looks at the folder of the journal, or at the one above it that exists.
   *
   * @param config the gateway's.
   * @return a sentence with the place in the file; nothing if the journal lasts.
   */
  static Optional<String> warning(GatewayConfig config) {
    Path path = config.journal().path().toAbsolutePath();
    if (path.startsWith(System.getProperty("java.io.tmpdir"))) {
      return Optional.empty();
    }
    Path folder = path.getParent();
    while (!Files.exists(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    try {
      return sentence(Files.getFileStore(folder).type(), folder)
          .map(config.at("journal.path")::problem);
    } catch (IOException e) {
      return Optional.empty(); // opening the journal tells it better
    }
  }

  /** The sentence for a kind of file system, if what is on it does not last. */
  static Optional<String> sentence(String type, Path folder) {
    return switch (type) {
      case "tmpfs", "ramfs" ->
          Optional.of(
              "The folder "
                  + folder
                  + " is in memory: the journal is lost when the machine is switched off. Name a"
                  + " folder on a disk with journal.path.");
      case "overlay", "aufs" ->
          Optional.of(
              "The folder "
                  + folder
                  + " is on an overlay: the journal is lost with it, at a restart of the machine or"
                  + " with the container. Mount a disk or a volume there, or name another folder"
                  + " with journal.path.");
      default -> Optional.empty();
    };
  }
}
