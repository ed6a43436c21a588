// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading the library for the first time needs a separate process. */
class SqliteLibraryTest {

  private static Process open(Path temporary, Path journal) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:-UsePerfData",
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            System.getProperty("java.class.path"),
            JournalProgram.class.getName(),
            journal.toString())
        .redirectError(
            ProcessBuilder.Redirect.DISCARD) // newer Java versions warn about native code there
        .start();
  }

  private static List<String> below(Path folder) throws Exception {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /** A killed program cannot clean up, so there must be nothing left to clean up. */
  @Test
  void leavesNothingBehindEvenWhenTheProgramIsKilled(@TempDir Path temporary, @TempDir Path folder)
      throws Exception {
    Process process = open(temporary, folder.resolve("journal.db"));
    try {
      assertEquals("open", process.inputReader(StandardCharsets.UTF_8).readLine());
      assertEquals(List.of(), below(temporary));
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertEquals(List.of(), below(temporary));
    assertTrue(below(folder).contains("journal.db"));
  }
}
