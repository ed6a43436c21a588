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

/**
 * A Debian with its standard Java and nothing else on it, made once a week and kept as an archive
 * below {@code /var/tmp/metergate-tests}, since its packages come from the network. Tests are
 * skipped where it cannot be made.
 */
final class DebianWithJava {
  private static final Path CACHE = Path.of("/var/tmp/metergate-tests");
  private static final Path BASE = Ran.project().resolve("packaging/debian/base");
  private static final Duration FRESH = Duration.ofDays(7);

  private DebianWithJava() {}

  /**
   * Returns the system.
   *
   * @param suite for example {@code bookworm}.
   * @return a tar archive, not compressed.
   * @throws Exception when a step of the making fails.
   */
  static Path archive(String suite) throws Exception {
    Ran.assumeRoot();
    Ran.assumeInstalled("debootstrap");
    return kept("debian-" + suite + "-jre.tar", folder -> make(suite, folder));
  }

  private static void make(String suite, Path folder) throws Exception {
    assumeTrue(Files.isExecutable(BASE), BASE + " is missing, which makes the smallest system");
    Ran minimal = Ran.of(BASE.toString(), suite);
    assumeTrue(minimal.exitCode() == 0, () -> "there is no Debian: " + minimal.output());
    Ran.of("tar", "-xpf", minimal.output().strip(), "-C", folder.toString()).good();
    Files.copy(
        Path.of("/etc/resolv.conf"),
        folder.resolve("etc/resolv.conf"),
        StandardCopyOption.REPLACE_EXISTING);
    Ran.of("sh", "-c", "cp -r /etc/apt/apt.conf.d " + folder + "/etc/apt/").good();
    String apt = "chroot " + folder + " env DEBIAN_FRONTEND=noninteractive apt-get -qq ";
    String install = "install -y --no-install-recommends default-jre-headless";
    Ran.of("mount", "--bind", "/proc", folder + "/proc").good();
    try {
      assumeTrue(
          Ran.of("sh", "-c", apt + "update && " + apt + install + " && " + apt + "clean").exitCode()
              == 0,
          "Debian's Java cannot be fetched.");
    } finally {
      Ran.of("umount", folder + "/proc").good();
    }
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
        Ran.of("chmod", "755", folder.toString()).good();
        making.in(folder);
        Path whole = CACHE.resolve(name + ".new");
        Ran.of("tar", "--numeric-owner", "-cpf", whole + "", "-C", folder.toString(), ".").good();
        Files.move(whole, archive, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Ran.of("rm", "-rf", "--one-file-system", folder.toString()).good();
      }
    }
    return archive;
  }

  private static boolean isFresh(Path archive) throws IOException {
    return Files.exists(archive)
        && Files.getLastModifiedTime(archive).toInstant().isAfter(Instant.now().minus(FRESH));
  }
}
