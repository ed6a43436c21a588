// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.metergate.testing.Await;

/** The program under test as a process of its own. Signals from one thread, questions from any. */
final class Program implements AutoCloseable {
  /** What the launcher starts the program with on small machines. */
  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-Xmx64m", "-Xss512k", "-XX:TieredStopAtLevel=1");

  private static final String MAIN = "org.metergate.core.cli.Main";
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final String classPath;
  private final Path folder;
  private final Path configuration;
  private final URI page;
  private final FakeClock clock;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(ANSWER).build();
  private volatile Process process;

  /**
   * Prepares; nothing is started yet.
   *
   * @param classPath of the program.
   * @param folder for its log and its temporary files.
   * @param configuration its file.
   * @param page the address of its page.
   * @param clock its wall clock.
   */
  Program(String classPath, Path folder, Path configuration, URI page, FakeClock clock) {
    this.classPath = classPath;
    this.folder = folder;
    this.configuration = configuration;
    this.page = page;
    this.clock = clock;
  }

  /** Returns the class path of the launcher's layout. */
  static String classPath(Path home) throws IOException {
    try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
      List<String> all = jars.map(Path::toString).filter(jar -> jar.endsWith(".jar")).toList();
      return String.join(":", all.stream().sorted().toList());
    }
  }

  private ProcessBuilder builder(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", classPath, MAIN));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("METERGATE_DRIVERS", folder.resolve("drivers").toString());
    return builder;
  }

  /** Starts it and does not wait. */
  void launch() throws IOException {
    ProcessBuilder builder = builder(List.of("run", "-c", configuration.toString()));
    clock.into(builder.environment());
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(folder.resolve("gateway.log").toFile()));
    process = builder.start();
  }

  /** Starts it and returns when its page answers. */
  void start() throws Exception {
    launch();
    Await.until(
        "the page answers, see " + folder.resolve("gateway.log"),
        LIMIT,
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException(
                "it ended with "
                    + process.exitValue()
                    + ": "
                    + Files.readString(folder.resolve("gateway.log")));
          }
          try {
            return health().statusCode() > 0;
          } catch (IOException e) {
            return false;
          }
        });
  }

  /** Asks for its health. */
  HttpResponse<String> health() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(page.resolve("/health")).timeout(ANSWER).build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** Runs a command of the program to its end and returns its exit code. */
  int command(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-c", configuration.toString()));
    Process command =
        builder(all)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("commands.log").toFile()))
            .start();
    if (!command.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      command.destroyForcibly();
      throw new IllegalStateException("it does not end: " + all);
    }
    return command.exitValue();
  }

  /** Sends a signal by its name. */
  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Waits until it has ended, by itself or by a signal. */
  boolean awaitEnd() throws InterruptedException {
    return process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Ends it at once. */
  void kill() throws Exception {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Asks it to end, as a service manager does. */
  void terminate() throws Exception {
    process.destroy();
    if (!awaitEnd()) {
      throw new IllegalStateException("the gateway does not end");
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
