// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.GatewayConfig;

class VolatileJournalTest {
  @TempDir Path folder;

  private Optional<String> warning(Path journal) throws Exception {
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(
        file,
        "meters: { e: { driver: d, link: \"tcp:h:1\" } }\njournal: { path: \""
            + journal
            + "\" }\n");
    return VolatileJournal.warning(GatewayConfig.load(file));
  }

  @Test
  void memoryAndOverlaysAreTold() {
    for (String type : List.of("tmpfs", "ramfs", "overlay", "aufs")) {
      String sentence = VolatileJournal.sentence(type, folder).orElseThrow();
      assertTrue(sentence.contains(folder + " is ") && sentence.contains("journal.path"), sentence);
    }
    for (String type : List.of("ext4", "f2fs", "btrfs", "nfs", "vfat")) {
      assertEquals(Optional.empty(), VolatileJournal.sentence(type, folder));
    }
  }

  @Test
  void theFileSystemOfTheFolderThatExistsCounts() throws Exception {
    Path memory = Path.of("/dev/shm");
    assumeTrue(
        Files.isDirectory(memory) && Files.getFileStore(memory).type().equals("tmpfs"),
        "there is no file system in memory here");
    String warning = warning(memory.resolve("not-yet/there/journal.db")).orElseThrow();
    assertTrue(
        warning.contains("gateway.yaml:2: journal.path: The folder /dev/shm is in memory"),
        warning);
    assertEquals(Optional.empty(), warning(folder.resolve("journal.db")), "meant to be temporary");
  }
}
