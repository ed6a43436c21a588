// SPDX-License-Identifier: Apache-2.0
package org.metergate.packaging;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.metergate.testing.Await;

/** A gateway that was started as its users start it: by its launcher, or below other programs. */
final class Installed implements AutoCloseable {
  /** What is built. */
  static final Path PROGRAM = Ran.project().resolve("target/metergate");

  private static final Path LAUNCHER = Ran.project().resolve("metergate");

  private final Process process;
  private final Path log;

  private Installed(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Copies the program that was built into a folder, and returns its launcher. */
  static Path layOut(Path home) throws IOException {
    assumeTrue(Files.isDirectory(PROGRAM.resolve("lib")), "the program is not built");
    for (String part : new String[] {"lib", "drivers"}) {
      Path to = Files.createDirectories(home.resolve(part));
      try (Stream<Path> jars = Files.list(PROGRAM.resolve(part))) {
        for (Path jar : jars.toList()) {
          Files.copy(jar, to.resolve(jar.getFileName()));
        }
      }
    }
    return Files.copy(LAUNCHER, home.resolve("metergate"));
  }

  /**
   * Starts a gateway.
   *
   * @param command the launcher, or what starts it.
   * @param environment variables that it gets besides those of this process that are not ours.
   * @param log gets what it writes.
   */
  static Installed start(List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("METERGATE_"));
    builder.environment().putAll(environment);
    return new Installed(
        builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
  }

  /** Returns what it has written. */
  String log() throws IOException {
    return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
  }

  /** Waits until it has written something, and returns the first line with it. */
  String awaitLog(String words) throws Exception {
    Await.until(
        "'" + words + "' is in its log",
        Duration.ofSeconds(90),
        () -> {
          assertTrue(process.isAlive() || log().contains(words), () -> "it ended: " + text());
          return log().contains(words);
        });
    return log().lines().filter(line -> line.contains(words)).findFirst().orElseThrow();
  }

  private String text() {
    try {
      return log();
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Returns whether it runs. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** Returns the process of Java. */
  Optional<ProcessHandle> java() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .filter(one -> one.info().command().filter(name -> name.endsWith("/java")).isPresent())
        .findFirst();
  }

  /** Waits until it has ended by itself and returns its exit code. */
  int ends() throws Exception {
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it runs on: " + log());
    return process.exitValue();
  }

  /** Asks Java to end, as an engine does, and returns the exit code of the whole. */
  int stop() throws Exception {
    java().orElseThrow(() -> new AssertionError("no Java: " + text())).destroy();
    return ends();
  }

  @Override
  public void close() {
    java().ifPresent(ProcessHandle::destroy);
    try {
      process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
