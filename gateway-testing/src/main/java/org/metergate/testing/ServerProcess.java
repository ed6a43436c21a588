// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real HTTP server with its own loopback port and folder: InfluxDB, VictoriaMetrics, Prometheus.
 * It keeps port and folder over a restart. Tests that use one are skipped if it is not installed.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final List<String> command;
  private final Path log;
  private final int port;
  private final String alive;
  private Process process;

  private ServerProcess(List<String> command, Path log, int port, String alive) {
    this.command = command;
    this.log = log;
    this.port = port;
    this.alive = alive;
  }

  /**
   * Creates an InfluxDB 1.
   *
   * @param folder for its data, used by this test only.
   * @param settings more lines for its section {@code http}.
   */
  public static ServerProcess influx(Path folder, String... settings) throws IOException {
    String program = program("influxd", "influxdb");
    int port = FreePorts.take();
    List<String> lines =
        new ArrayList<>(
            List.of(
                "reporting-enabled = false",
                "bind-address = \"127.0.0.1:" + FreePorts.take() + "\"",
                "[meta]",
                "dir = \"" + folder.resolve("meta") + "\"",
                "[data]",
                "dir = \"" + folder.resolve("data") + "\"",
                "wal-dir = \"" + folder.resolve("wal") + "\"",
                "[monitor]",
                "store-enabled = false",
                "[http]",
                "bind-address = \"127.0.0.1:" + port + "\"",
                "log-enabled = false"));
    lines.addAll(List.of(settings));
    Path file = Files.write(folder.resolve("influxdb.conf"), lines);
    return new ServerProcess(
        List.of(program, "-config", file.toString()), folder.resolve("influxd.log"), port, "/ping");
  }

  /**
   * Creates a VictoriaMetrics.
   *
   * @param folder for its data, used by this test only.
   * @param flags more flags.
   */
  public static ServerProcess victoria(Path folder, String... flags) throws IOException {
    int port = FreePorts.take();
    List<String> command =
        new ArrayList<>(
            List.of(
                program("victoria-metrics", "victoria-metrics"),
                "-httpListenAddr=127.0.0.1:" + port,
                "-storageDataPath=" + folder.resolve("victoria"),
                "-retentionPeriod=100y",
                "-memory.allowedBytes=100MB",
                "-search.latencyOffset=0s"));
    command.addAll(List.of(flags));
    return new ServerProcess(command, folder.resolve("victoria.log"), port, "/health");
  }

  /**
   * Creates a Prometheus that scrapes one target.
   *
   * @param folder for its data, used by this test only.
   * @param target the port of the gateway's page.
   * @param every the interval, in seconds or milliseconds with the unit.
   */
  public static ServerProcess prometheus(Path folder, int target, String every) throws IOException {
    return prometheus(folder, "127.0.0.1:" + target, every, List.of());
  }

  /**
   * Creates a Prometheus that scrapes one target on any host.
   *
   * @param folder for its data, used by this test only.
   * @param target host and port.
   * @param every the interval, in seconds or milliseconds with the unit.
   * @param settings more lines for the job, such as {@code scheme: https}.
   */
  public static ServerProcess prometheus(
      Path folder, String target, String every, List<String> settings) throws IOException {
    String program = program("prometheus", "prometheus");
    int port = FreePorts.take();
    Path file = folder.resolve("prometheus.yml");
    List<String> lines =
        new ArrayList<>(
            List.of(
                "scrape_configs:",
                "  - job_name: metergate",
                "    scrape_interval: " + every,
                "    scrape_timeout: " + every,
                "    static_configs: [ { targets: [ \"" + target + "\" ] } ]"));
    settings.forEach(line -> lines.add("    " + line));
    Files.write(file, lines);
    return new ServerProcess(
        List.of(
            program,
            "--config.file=" + file,
            "--storage.tsdb.path=" + folder.resolve("prometheus"),
            "--web.listen-address=127.0.0.1:" + port),
        folder.resolve("prometheus.log"),
        port,
        "/-/ready");
  }

  /** Finds a program, or skips the test. */
  public static String program(String name, String packageName) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/bin";
    List<String> found =
        Stream.of(path.split(":"))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .toList();
    assumeTrue(
        !found.isEmpty(),
        name + " is not installed (apt-get install " + packageName + "): this test is skipped.");
    return found.get(0);
  }

  /**
   * Returns the same server started below another program, which provides a small disk, for
   * example.
   */
  public ServerProcess below(List<String> other) {
    List<String> all = new ArrayList<>(other);
    all.addAll(command);
    return new ServerProcess(all, log, port, alive);
  }

  /** Returns its current process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Starts the server and returns when it answers. */
  public ServerProcess start() throws Exception {
    launch();
    Await.until("answers: " + command, LIMIT, this::answers);
    return this;
  }

  /** Starts without waiting, for a server with TLS or a login. */
  public ServerProcess launch() throws IOException {
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return this;
  }

  private boolean answers() throws Exception {
    if (!process.isAlive()) {
      throw new AssertionError("it ended: " + Files.readString(log));
    }
    try {
      int status = ask("GET", alive).statusCode();
      return status < 300 || status == 401;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the port, the same before and after a restart. */
  public int port() {
    return port;
  }

  /** Returns its address without a slash at the end. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Sends a GET request and fails if the status is not a success. */
  public String get(String path) throws Exception {
    HttpResponse<String> answer = ask("GET", path);
    if (answer.statusCode() >= 300) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  private HttpResponse<String> ask(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  /** Runs an InfluxQL query. */
  public String query(String database, String influxQl) throws Exception {
    HttpResponse<String> answer =
        ask("POST", "/query?epoch=ms&db=" + database + "&q=" + encoded(influxQl));
    if (answer.statusCode() >= 300 || answer.body().contains("\"error\"")) {
      throw new AssertionError(influxQl + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  /** Escapes a text for a query. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Shuts the server down cleanly. */
  public void stop() throws InterruptedException {
    process.destroy();
    process.waitFor(20, TimeUnit.SECONDS);
  }

  /** Kills the server at once, as a power cut would. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
