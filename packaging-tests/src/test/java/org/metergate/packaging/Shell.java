// SPDX-License-Identifier: Apache-2.0
package org.metergate.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs of the machine and returns what they wrote. */
final class Shell {
  private static final Duration USUAL = Duration.ofMinutes(2);

  private Shell() {}

  /**
   * A program that has ended.
   *
   * @param status its exit code.
   * @param text what it wrote to standard output and standard error.
   */
  record Ended(int status, String text) {}

  /** Runs a program that must succeed, and returns what it wrote. */
  static String run(List<String> command) throws Exception {
    return run(command, Map.of());
  }

  /** As above, with variables of its environment. */
  static String run(List<String> command, Map<String, String> environment) throws Exception {
    Ended ended = end(command, environment, USUAL);
    if (ended.status() != 0) {
      throw new IOException(
          String.join(" ", command) + " ended with " + ended.status() + ":\n" + ended.text());
    }
    return ended.text();
  }

  /** Runs a program and returns whether it has succeeded. */
  static boolean succeeds(List<String> command, Duration longest) throws Exception {
    return end(command, Map.of(), longest).status() == 0;
  }

  /** Runs a program to its end. */
  static Ended end(List<String> command, Map<String, String> environment, Duration longest)
      throws Exception {
    Path output = Files.createTempFile("metergate-shell", ".txt");
    try {
      ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
      builder.environment().putAll(environment);
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        throw new IOException(String.join(" ", command) + " did not end:\n" + read(output));
      }
      return new Ended(process.exitValue(), read(output));
    } finally {
      Files.delete(output);
    }
  }

  private static String read(Path output) throws IOException {
    return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
  }
}
