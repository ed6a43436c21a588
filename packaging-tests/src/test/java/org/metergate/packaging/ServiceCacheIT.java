// SPDX-License-Identifier: Apache-2.0
package org.metergate.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the built program writes what it makes once, and what it does where it may not. */
@Tag("package")
@Timeout(180)
class ServiceCacheIT {
  @TempDir Path folder;
  private Path launcher;
  private Path configuration;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void layOut() throws Exception {
    launcher = Installed.layOut(folder.resolve("program"));
    configuration = folder.resolve("gateway.yaml");
    Files.writeString(
        configuration,
        """
        meters: { live: { driver: p1-dtr, link: "emulator:p1?seed=3" } }
        journal: { path: journal.db }
        """);
    environment.put("METERGATE_JAVA", System.getProperty("java.home") + "/bin/java");
  }

  private Installed run() throws Exception {
    return Installed.start(
        List.of(launcher.toString(), "run", "-c", configuration.toString()),
        environment,
        folder.resolve("log"));
  }

  private static List<String> names(Path folder) throws Exception {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theServiceWritesIntoItsCacheAloneAndStopsAsSystemdExpects() throws Exception {
    Path cache = folder.resolve("cache");
    environment.put("CACHE_DIRECTORY", cache.toString());
    for (int start = 0; start < 2; start++) {
      try (Installed gateway = run()) {
        gateway.awaitLog("first reading");
        assertEquals(143, gateway.stop());
        assertFalse(gateway.log().contains("warning"), gateway.log());
      }
      assertEquals(1, names(cache).size(), names(cache)::toString);
    }
    assertEquals(List.of("drivers", "lib", "metergate"), names(launcher.getParent()));
  }

  @Test
  void aCacheThatCannotBeUsedIsToldAndStopsNothing() throws Exception {
    environment.put("METERGATE_CACHE", "/proc/no/such/folder");
    try (Installed gateway = run()) {
      String line = gateway.awaitLog("The cache folder /proc/no/such/folder is not used");
      assertTrue(line.contains("METERGATE_CACHE=FOLDER"), line);
      gateway.awaitLog("first reading");
    }
  }

  @Test
  void aTemporaryFolderWithoutExecutionStopsNothing() throws Exception {
    Path noexec = Files.createDirectory(folder.resolve("noexec"));
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "noexec,size=20m", "tmpfs", "" + noexec)
            .redirectErrorStream(true)
            .start();
    mount.getInputStream().readAllBytes();
    assumeTrue(mount.waitFor() == 0, "this user may not mount a file system");
    try {
      environment.put("METERGATE_JAVA_OPTS", "-Djava.io.tmpdir=" + noexec);
      environment.put("METERGATE_CACHE", folder.resolve("cache").toString());
      try (Installed gateway = run()) {
        gateway.awaitLog("first reading");
      }
      environment.put("METERGATE_CACHE", noexec.resolve("cache").toString());
      environment.put("METERGATE_JAVA_OPTS", "");
      try (Installed gateway = run()) {
        gateway.awaitLog("mounted with 'noexec'");
        gateway.awaitLog("first reading");
      }
    } finally {
      new ProcessBuilder("umount", "-l", noexec.toString()).start().waitFor();
    }
  }

  /** The helper program of Java refuses to serve a process of another build. */
  @Test
  void childrenAreStartedAfterAnUpgradeOfJavaBelowTheRunningGateway() throws Exception {
    Path java = folder.resolve("java");
    Process copy =
        new ProcessBuilder("cp", "-a", System.getProperty("java.home"), java.toString())
            .redirectErrorStream(true)
            .start();
    copy.getInputStream().readAllBytes();
    assumeTrue(copy.waitFor() == 0, "Java cannot be copied");
    environment.put("METERGATE_JAVA", java.resolve("bin/java").toString());
    Path told = folder.resolve("told");
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path notify = bin.resolve("systemd-notify"); // what it is told is all that matters here
    Files.writeString(notify, "#!/bin/sh\necho \"$@\" >>" + told + "\n");
    Files.setPosixFilePermissions(notify, PosixFilePermissions.fromString("rwxr-xr-x"));
    environment.put("PATH", bin + ":" + System.getenv("PATH"));
    environment.put("NOTIFY_SOCKET", "@none");
    try (Installed gateway = run()) {
      gateway.awaitLog("first reading");
      Path helper = java.resolve("lib/jspawnhelper");
      Path other = folder.resolve("other");
      Files.writeString(other, "#!/bin/sh\nexit 1\n");
      Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(other, helper, StandardCopyOption.REPLACE_EXISTING); // as dpkg does
      assertEquals(143, gateway.stop());
      assertTrue(Files.readString(told).contains("STOPPING=1"), Files.readString(told));
      assertFalse(gateway.log().contains("could not be told"), gateway.log());
    }
  }
}
