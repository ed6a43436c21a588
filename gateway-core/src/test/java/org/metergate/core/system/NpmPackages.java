// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.metergate.testing.ServerProcess;

/** Packages from npm in the folder of the build, for programs of others that read what we serve. */
final class NpmPackages {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path folder;

  private NpmPackages(Path folder) {
    this.folder = folder;
  }

  /**
   * Installs packages, or skips the test where npm or its registry is not there.
   *
   * @param name of their folder below {@code target}.
   * @param packages with their versions.
   */
  static NpmPackages install(String name, String... packages) throws Exception {
    String npm = ServerProcess.program("npm", "npm");
    Path folder = Path.of("target", name).toAbsolutePath();
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>(List.of(npm, "install", "--prefix", folder.toString()));
    command.addAll(List.of("--no-audit", "--no-fund", "--ignore-scripts"));
    command.addAll(List.of(packages));
    Path log = folder.resolve("npm.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    assumeTrue(
        ended && process.exitValue() == 0,
        () -> List.of(packages) + " cannot be installed from npm (see " + log + "): skipped.");
    return new NpmPackages(folder);
  }

  /** Runs a script that may use the packages, and returns what it printed. */
  String run(String script, String... arguments) throws Exception {
    Path file = Files.writeString(folder.resolve("script.cjs"), script);
    List<String> command = new ArrayList<>();
    command.add(ServerProcess.program("node", "nodejs"));
    command.add(file.toString());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve("script.log").toFile())
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> "see " + folder.resolve("script.log"));
    return printed;
  }
}
