// SPDX-License-Identifier: Apache-2.0
package org.metergate.packaging;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.metergate.testing.Await;

/** The built program in a folder of its own, started by its launcher as people start it. */
final class InstalledProgram implements AutoCloseable {
  private static final Path BUILT = Path.of("../target/metergate/lib");
  private static final Path LAUNCHER = Path.of("../metergate");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final List<String> printed = new ArrayList<>();

  private InstalledProgram(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "output-of-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** Lays the program out in a folder, with links to the jars that were built. */
  static Path layOut(Path home) throws IOException {
    assumeTrue(Files.isDirectory(BUILT), "the program is not built");
    Path lib = Files.createDirectories(home.resolve("lib"));
    try (Stream<Path> jars = Files.list(BUILT)) {
      for (Path jar : jars.toList()) {
        Files.copy(jar, lib.resolve(jar.getFileName()));
      }
    }
    return Files.copy(LAUNCHER, home.resolve("metergate"));
  }

  /** Starts the launcher. */
  static InstalledProgram start(Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("METERGATE_"));
    builder.environment().putAll(environment);
    return new InstalledProgram(builder.start());
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (printed) {
          printed.add(line);
        }
      }
    } catch (IOException e) {
      // it was killed while it printed
    }
  }

  List<String> output() {
    synchronized (printed) {
      return List.copyOf(printed);
    }
  }

  String awaitLine(String part) throws Exception {
    Await.until(
        "it prints '" + part + "'",
        LIMIT,
        () -> {
          boolean there = output().stream().anyMatch(line -> line.contains(part));
          assertTrue(there || process.isAlive(), () -> "it ended: " + output());
          return there;
        });
    return output().stream().filter(line -> line.contains(part)).findFirst().orElseThrow();
  }

  int terminate() throws Exception {
    process.destroy();
    assertTrue(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), output()::toString);
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
