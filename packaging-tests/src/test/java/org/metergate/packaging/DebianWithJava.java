// SPDX-License-Identifier: Apache-2.0
package org.metergate.packaging;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A Debian with its standard Java and nothing else on it, made once a week and kept as an archive
 * below {@code /var/tmp/metergate-tests}, since its packages come from the network. Tests are
 * skipped where it cannot be made.
 */
final class DebianWithJava {
  private static final Path CACHE = Path.of("/var/tmp/metergate-tests");
  private static final Path BASE = Path.of("../packaging/debian/base").toAbsolutePath().normalize();
  private static final Duration FRESH = Duration.ofDays(7);
  private static final Duration LONGEST = Duration.ofMinutes(8);

  private DebianWithJava() {}

  /**
   * Returns the system.
   *
   * @param suite for example {@code bookworm}.
   * @return a tar archive, not compressed.
   * @throws Exception when a step of the making fails.
   */
  static Path archive(String suite) throws Exception {
    require("debootstrap");
    return kept("debian-" + suite + "-jre.tar", folder -> make(suite, folder));
  }

  private static void make(String suite, Path folder) throws Exception {
    assumeTrue(Files.isExecutable(BASE), BASE + " is missing, which makes the smallest system");
    Shell.Ended minimal = Shell.end(List.of(BASE.toString(), suite), Map.of(), LONGEST);
    assumeTrue(minimal.status() == 0, () -> "there is no Debian: " + minimal.text());
    Shell.run(List.of("tar", "-xpf", minimal.text().strip(), "-C", folder.toString()));
    Files.copy(
        Path.of("/etc/resolv.conf"),
        folder.resolve("etc/resolv.conf"),
        StandardCopyOption.REPLACE_EXISTING);
    Shell.run(List.of("sh", "-c", "cp -r /etc/apt/apt.conf.d " + folder + "/etc/apt/"));
    String apt = "chroot " + folder + " env DEBIAN_FRONTEND=noninteractive apt-get -qq ";
    String install = "install -y --no-install-recommends default-jre-headless";
    Shell.run(List.of("mount", "--bind", "/proc", folder + "/proc"));
    try {
      assumeTrue(
          Shell.succeeds(
              List.of("sh", "-c", apt + "update && " + apt + install + " && " + apt + "clean"),
              LONGEST),
          "Debian's Java cannot be fetched.");
    } finally {
      Shell.run(List.of("umount", folder + "/proc"));
    }
  }

  /** Skips the test without root or a program. */
  static void require(String program) throws Exception {
    assumeTrue(
        Files.getOwner(Path.of("/proc/self")).getName().equals("root"),
        "this needs root, to make a system of its own");
    assumeTrue(
        Shell.succeeds(List.of("sh", "-c", "command -v " + program), Duration.ofSeconds(10)),
        program + " is not installed (apt-get install " + program + ").");
  }

  private interface Making {
    void in(Path folder) throws Exception;
  }

  private static Path kept(String name, Making making) throws Exception {
    Files.createDirectories(CACHE);
    Path archive = CACHE.resolve(name);
    try (RandomAccessFile lock =
            new RandomAccessFile(CACHE.resolve(name + ".lock").toFile(), "rw");
        FileLock held = lock.getChannel().lock()) {
      if (held.isValid() && isFresh(archive)) {
        return archive;
      }
      Path folder = Files.createTempDirectory(CACHE, "making");
      try {
        Shell.run(List.of("chmod", "755", folder.toString()));
        making.in(folder);
        Path whole = CACHE.resolve(name + ".new");
        Shell.run(
            List.of("tar", "--numeric-owner", "-cpf", whole + "", "-C", folder.toString(), "."));
        Files.move(whole, archive, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Shell.run(List.of("rm", "-rf", "--one-file-system", folder.toString()));
      }
    }
    return archive;
  }

  private static boolean isFresh(Path archive) throws IOException {
    return Files.exists(archive)
        && Files.getLastModifiedTime(archive).toInstant().isAfter(Instant.now().minus(FRESH));
  }
}
