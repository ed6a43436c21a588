// SPDX-License-Identifier: Apache-2.0
package org.metergate.packaging;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A minimal Debian in a folder, with processes, mounts and packages of its own and the network of
 * this machine; nothing in it starts services. All of it is gone when it is closed, also after a
 * test that failed. It needs root and debootstrap; {@code packaging/debian/base} makes it once a
 * month.
 */
final class ScratchDebian implements AutoCloseable {
  private final Path root;
  private final Process holder;
  private final String inside;

  private ScratchDebian(Path root, Process holder, String inside) {
    this.root = root;
    this.holder = holder;
    this.inside = inside;
  }

  /**
   * Unpacks a system.
   *
   * @param suite for example {@code bookworm}.
   * @param root an empty folder.
   */
  static ScratchDebian unpack(String suite, Path root) throws Exception {
    Ran.assumeRoot();
    Ran.assumeInstalled("debootstrap", "unshare", "nsenter", "tar");
    Ran base = Ran.of("packaging/debian/base", suite);
    assumeTrue(base.exitCode() == 0, "no scratch system: " + base.output());
    Path archive = Path.of(base.output().strip());
    Ran.of("tar", "-C", "" + root, "--numeric-owner", "-xf", "" + archive).good();
    Files.writeString(root.resolve("usr/sbin/policy-rc.d"), "#!/bin/sh\nexit 101\n");
    Ran.of("chmod", "0755", root + "/usr/sbin/policy-rc.d").good();
    for (String file : List.of("resolv.conf", "hosts")) {
      Files.copy(
          Path.of("/etc", file),
          root.resolve("etc").resolve(file),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    Path downloads = archive.resolveSibling("archives");
    String mounts =
        String.join(
            " && ",
            "mount --bind '" + root + "' '" + root + "'",
            "mount -t proc proc '" + root + "/proc'",
            "mount --rbind /dev '" + root + "/dev'",
            "mount --bind '" + downloads + "' '" + root + "/var/cache/apt/archives'",
            "mkdir -p '" + root + "/var/cache/apt/archives/partial'");
    // the shell is process 1 of its own numbers: all others end with it
    Process holder =
        new ProcessBuilder(
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "sh",
                "-c",
                mounts + " && echo made && cat")
            .redirectErrorStream(true)
            .start();
    BufferedReader said = holder.inputReader();
    String first = said.readLine();
    assumeTrue("made".equals(first), "no scratch system, since mounts are not allowed: " + first);
    Optional<ProcessHandle> shell = holder.toHandle().children().findFirst();
    return new ScratchDebian(root, holder, Long.toString(shell.orElseThrow().pid()));
  }

  /** Returns a file of the system as this machine sees it, but for what is mounted in it. */
  Path file(String path) {
    return root.resolve(path.substring(1));
  }

  /** Returns the words of a command that runs in the system, as root. */
  List<String> command(String... words) {
    List<String> all =
        new ArrayList<>(
            List.of("nsenter", "-m", "-p", "-t", inside, "chroot", "" + root, "env", "-i"));
    all.addAll(List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LC_ALL=C.UTF-8"));
    all.add("DEBIAN_FRONTEND=noninteractive");
    all.addAll(List.of(words));
    return all;
  }

  /** Runs a command in the system until it ends, as root. */
  Ran run(String... words) throws IOException, InterruptedException {
    return Ran.of(command(words));
  }

  /** Runs a line of the shell in the system, as root. */
  Ran shell(String line) throws IOException, InterruptedException {
    return run("sh", "-c", line);
  }

  /** Runs a line of the shell outside the system that sees its mounts and may change them. */
  Ran mounts(String line) throws IOException, InterruptedException {
    return Ran.of("nsenter", "-m", "-t", inside, "sh", "-c", "cd '" + root + "' && " + line);
  }

  /** Starts a command in the system and leaves it running; what it says goes to a file. */
  Process start(Path output, String... words) throws IOException {
    return new ProcessBuilder(command(words))
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** Ends all its processes, which takes its mounts away. */
  @Override
  public void close() throws IOException {
    try {
      holder.destroyForcibly().waitFor();
      if (Files.exists(root.resolve("proc/self"))) {
        throw new IOException("something is still mounted in " + root);
      }
      Ran.of("rm", "-rf", "--one-file-system", "" + root).good();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
