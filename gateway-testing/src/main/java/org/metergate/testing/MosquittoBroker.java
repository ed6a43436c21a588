// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Mosquitto on its own loopback port, without persistence: a restart loses everything. Tests
 * that use it are tagged {@code broker} and are skipped if it is not installed.
 */
public final class MosquittoBroker implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final List<String> settings = new ArrayList<>();
  private List<String> below = List.of();
  private Process process;

  /**
   * Chooses a free port.
   *
   * @param folder for the configuration, used by this test only.
   */
  public MosquittoBroker(Path folder) throws IOException {
    assumeTrue(
        program("mosquitto").isPresent(),
        "Mosquitto is not installed (apt-get install mosquitto): this test is skipped.");
    this.folder = folder;
    this.port = FreePorts.take();
  }

  /** Accepts only this user. */
  public MosquittoBroker withLogin(String user, String password) throws Exception {
    Path file = folder.resolve("passwords");
    run(program("mosquitto_passwd").orElseThrow(), "-c", "-b", file.toString(), user, password);
    settings.add("allow_anonymous false");
    settings.add("password_file " + file);
    return this;
  }

  /** Accepts TLS only. */
  public MosquittoBroker withTls(Path certificate, Path key) {
    settings.add("certfile " + certificate);
    settings.add("keyfile " + key);
    return this;
  }

  /**
   * Keeps sessions and messages through a kill: they are saved after each change.
   *
   * @param data the folder, as the broker sees it.
   * @param before start of its command line, so that it sees its own disk.
   */
  public MosquittoBroker withPersistence(Path data, List<String> before) {
    settings.add("persistence true");
    settings.add("persistence_location " + data + "/");
    settings.add("autosave_on_changes true");
    settings.add("autosave_interval 1");
    below = before;
    return this;
  }

  /** Accepts clients with this certificate or with one that it signed. */
  public MosquittoBroker withClientCertificates(Path ca) {
    settings.add("cafile " + ca);
    settings.add("require_certificate true");
    return this;
  }

  /** Lets users read and write according to the lines of an access list. */
  public MosquittoBroker withAccess(String... lines) throws IOException {
    Path file = folder.resolve("access");
    Files.write(file, List.of(lines));
    settings.add("acl_file " + file);
    return this;
  }

  /** Starts the broker and returns when it accepts connections. */
  public MosquittoBroker start() throws IOException {
    List<String> lines = new ArrayList<>(List.of("user root"));
    if (!settings.contains("persistence true")) {
      lines.add("persistence false");
    }
    lines.add("listener " + port + " 127.0.0.1");
    if (settings.stream().noneMatch(line -> line.startsWith("allow_anonymous"))) {
      lines.add("allow_anonymous true");
    }
    lines.addAll(settings);
    // a subscriber that reads slowly must not make the broker drop what it acknowledged
    // (100000 and not 0: 2.0.11 ends a connection that may not publish when there is no limit)
    lines.add("max_queued_messages 100000");
    lines.add("max_inflight_messages 0");
    Path config = folder.resolve("mosquitto.conf");
    Files.write(config, lines);
    List<String> command = new ArrayList<>(below);
    command.addAll(List.of(program("mosquitto").orElseThrow(), "-c", config.toString()));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader log = process.inputReader();
    StringBuilder seen = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      seen.append(line).append('\n');
      if (line.endsWith(" running")) {
        Thread reader = new Thread(() -> drain(log), "mosquitto-log");
        reader.setDaemon(true);
        reader.start();
        return this;
      }
    }
    throw new IOException("mosquitto did not start:\n" + seen);
  }

  /** Reads and discards the log, so that the broker never blocks on a full pipe. */
  private static void drain(BufferedReader log) {
    try {
      log.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // it was killed
    }
  }

  /** Shuts the broker down cleanly. */
  public void stop() throws InterruptedException {
    process.destroy();
    process.waitFor(5, TimeUnit.SECONDS);
  }

  /** Kills the broker at once, as a power cut would. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(5, TimeUnit.SECONDS);
  }

  /** Returns the process of the broker, also if it was started below another program. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /** Returns the port, the same before and after a restart. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(command[0] + ": " + output);
    }
  }

  private static Optional<String> program(String name) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin";
    return Stream.of(path.split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
