// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a killed process left is removed by the next one, and nothing else. */
class TempFoldersTest {
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  private static Path folder(String name) throws Exception {
    Path folder = Files.createDirectories(TEMPORARY.resolve(name));
    Files.writeString(folder.resolve("0-driver.jar"), "a copy");
    return folder;
  }

  @Test
  void removesOnlyTheFoldersOfDeadProcesses() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    long self = ProcessHandle.current().pid();
    Path left = folder("metergate-drivers-" + dead.pid() + "-1700000000000-1");
    Path demo = folder("metergate-demo-" + dead.pid() + "-1700000000000-2");
    Path reused = folder("metergate-drivers-" + self + "-1700000000000-3");
    Path own = TempFolders.create("drivers");
    Path other = folder("metergate-drivers-of-another-user-1");
    try {
      TempFolders.removeAbandoned();
      assertFalse(Files.exists(left));
      assertFalse(Files.exists(demo));
      assertFalse(Files.exists(reused), "its number was given to another process");
      assertTrue(Files.exists(own));
      assertTrue(Files.exists(other));
    } finally {
      List.of(left, demo, reused, own, other).forEach(TempFolders::remove);
    }
  }
}
