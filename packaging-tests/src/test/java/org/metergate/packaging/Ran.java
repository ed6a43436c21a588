// SPDX-License-Identifier: Apache-2.0
package org.metergate.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a program of this machine said and how it ended.
 *
 * @param command its words, for messages.
 * @param exitCode 0 to 255.
 * @param output standard output and error, in their order.
 */
record Ran(String command, int exitCode, String output) {
  /** After this a program is killed where nothing else is said. */
  static final Duration LONGEST = Duration.ofMinutes(20);

  /** Returns the root of the project. */
  static Path project() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("packaging")) ? here : here.getParent();
  }

  /**
   * Runs a program in the root of the project until it ends; it has no input.
   *
   * @param words the program and its arguments.
   * @param environment variables that it gets besides those of this process.
   * @param longest after which it is killed with all that it has started; the exit code is then not
   *     0.
   */
  static Ran of(List<String> words, Map<String, String> environment, Duration longest)
      throws IOException, InterruptedException {
    Path said = Files.createTempFile("ran", ".txt");
    try {
      ProcessBuilder builder = new ProcessBuilder(words).directory(project().toFile());
      builder.environment().putAll(environment);
      Process process =
          builder
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      String output = Files.readString(said, StandardCharsets.UTF_8);
      return new Ran(String.join(" ", words), process.exitValue(), output);
    } finally {
      Files.delete(said);
    }
  }

  /** Runs a program in the root of the project until it ends. */
  static Ran of(List<String> words) throws IOException, InterruptedException {
    return of(words, Map.of(), LONGEST);
  }

  /** Runs a program in the root of the project until it ends. */
  static Ran of(String... words) throws IOException, InterruptedException {
    return of(List.of(words));
  }

  /** Skips the test where one of these programs is not installed. */
  static void assumeInstalled(String... programs) {
    for (String program : programs) {
      assumeTrue(
          Stream.of("/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/", "/usr/local/bin/")
              .anyMatch(folder -> Files.isExecutable(Path.of(folder + program))),
          program + " is not installed");
    }
  }

  /** Skips the test where it does not run as root. */
  static void assumeRoot() {
    assumeTrue("root".equals(System.getProperty("user.name")), "this test needs root");
  }

  /** Fails the test unless the program ended with 0; returns its output without blanks around. */
  String good() {
    assertEquals(0, exitCode, () -> command + "\n" + output);
    return output.strip();
  }
}
