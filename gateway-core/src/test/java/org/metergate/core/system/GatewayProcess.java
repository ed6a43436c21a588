// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlClient;
import org.metergate.core.control.ControlException;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.ControlServer;
import org.metergate.spi.finding.Stage;
import org.metergate.testing.Await;

/** The program as a process of its own, with all lines that it prints on both outputs. */
public final class GatewayProcess implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String PAGE = "The status page is at ";

  /** A line of a stack trace, or the first line above one. */
  private static final Pattern TRACE =
      Pattern.compile(
          "^\\s+at [\\w.$/]+\\(.*|.*bug in the"
              + " program.*|.*\\b(java|org)\\.[\\w.]+(Exception|Error)\\b.*");

  /** What the launcher starts the program with on small machines. */
  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-Xmx64m", "-Xss512k", "-XX:TieredStopAtLevel=1");

  private static final Pattern PASSED =
      Pattern.compile("\"stage\":\"(\\w+)\",\"state\":\"\\w+\",\"passed\":(\\d+)");

  private final Process process;
  private final Thread reader;
  private final List<String> printed = new ArrayList<>();
  private Path folder; // of the configuration with which it was started

  private GatewayProcess(ProcessBuilder builder) throws IOException {
    this(builder, "");
  }

  private GatewayProcess(ProcessBuilder builder, String input) throws IOException {
    process = builder.redirectErrorStream(true).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    reader = new Thread(this::read, "output-of-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts the gateway with a configuration. */
  public static GatewayProcess run(Path configuration) throws IOException {
    GatewayProcess gateway = start("run", "-c", configuration.toString());
    gateway.folder = configuration.getParent();
    return gateway;
  }

  /** Starts any command of the program. */
  static GatewayProcess start(String... args) throws IOException {
    return new GatewayProcess(new ProcessBuilder(command(List.of(), args)));
  }

  /** Runs a command to its end, with what it reads from standard input; returns what it printed. */
  static List<String> ask(String input, String... args) throws Exception {
    try (GatewayProcess command =
        new GatewayProcess(new ProcessBuilder(command(List.of(), args)), input)) {
      assertEquals(0, command.awaitExit(), command.output()::toString);
      return command.output();
    }
  }

  /** Starts any command of the program with a folder of dropped-in drivers. */
  static GatewayProcess withDrivers(Path drivers, String... args) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(List.of(), args));
    builder.environment().put("METERGATE_DRIVERS", drivers.toString());
    return new GatewayProcess(builder);
  }

  /** Starts the gateway with more in its environment. */
  static GatewayProcess runWith(Map<String, String> environment, Path configuration)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command(List.of(), "run", "-c", configuration.toString()));
    builder.environment().putAll(environment);
    return new GatewayProcess(builder);
  }

  /** Starts the gateway through another program, which for example drops privileges. */
  static GatewayProcess runThrough(List<String> other, Path configuration) throws IOException {
    return new GatewayProcess(
        new ProcessBuilder(command(other, "run", "-c", configuration.toString())));
  }

  private static List<String> command(List<String> before, String... args) {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.metergate.core.cli.Main");
    command.addAll(List.of(args));
    return command;
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (printed) {
          printed.add(line);
        }
      }
    } catch (IOException e) {
      // the process was killed while it printed
    }
  }

  /** Returns all lines up to now. */
  public List<String> output() {
    synchronized (printed) {
      return List.copyOf(printed);
    }
  }

  /** Returns the lines that contain a text. */
  public List<String> output(String part) {
    return output().stream().filter(line -> line.contains(part)).toList();
  }

  /** Waits for a line that contains a text. */
  public String awaitLine(String part) throws Exception {
    await(
        "prints '" + part + "'",
        () -> {
          boolean ended = !process.isAlive();
          if (ended) {
            reader.join(LIMIT.toMillis()); // its last lines may still be in the pipe
          }
          assertTrue(!ended || !output(part).isEmpty(), "it ended");
          return !output(part).isEmpty();
        });
    return output(part).get(0);
  }

  /** Waits; on a time-out, reports what the program has printed and what its threads do. */
  private void await(String what, Await.Condition condition) throws Exception {
    try {
      Await.until("it " + what, LIMIT, condition);
    } catch (AssertionError e) {
      throw new AssertionError(
          e.getMessage() + ", having printed " + output() + "\n" + threads(), e);
    }
  }

  private String threads() throws Exception {
    String jstack = Path.of(System.getProperty("java.home"), "bin", "jstack").toString();
    Process look = new ProcessBuilder(jstack, Long.toString(process.pid())).start();
    return new String(look.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Requests a path of the page: returns the status code, a space, and the body. */
  public String page(String path) throws Exception {
    String line = awaitLine(PAGE);
    URI page = URI.create(line.substring(line.indexOf(PAGE) + PAGE.length()).strip());
    HttpRequest request = HttpRequest.newBuilder(page.resolve(path)).build();
    var answer = HTTP.send(request, BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }

  /**
   * Waits until it has the port open, and its health says so: while the port is still being set up,
   * which takes longer on a busy machine, what arrives is discarded.
   *
   * @param port of its only meter; its journal is beside its configuration.
   */
  void awaitPort(Path port) throws Exception {
    Path files = Path.of("/proc", Long.toString(process.pid()), "fd");
    await("opens " + port, () -> isOpen(files, port) && passed(Stage.PORT) > 0);
  }

  /** Waits until so much has passed a stage: what was sent may still be on the line. */
  void awaitPassed(Stage stage, int count) throws Exception {
    await("has " + count + " past " + stage, () -> passed(stage) >= count);
  }

  /** Waits until all that it has decoded is in its journal, once its meters send no more. */
  public void awaitStored() throws Exception {
    await("has stored all", () -> passed(Stage.LIST) == passed(Stage.STORED));
  }

  private int passed(Stage stage) throws Exception {
    Path socket = ControlServer.socketOf(GatewayFile.journal(folder));
    try {
      ControlAnswer health = ControlClient.ask(socket, new ControlRequest("health", Map.of()));
      return PASSED
          .matcher(health.document().orElse(""))
          .results()
          .filter(found -> found.group(1).equals(stage.name().toLowerCase(Locale.ROOT)))
          .mapToInt(found -> Integer.parseInt(found.group(2)))
          .sum();
    } catch (ControlException e) {
      return 0; // it does not answer yet
    }
  }

  private static boolean isOpen(Path files, Path port) throws IOException {
    if (!Files.exists(port)) {
      return false;
    }
    Path device = port.toRealPath();
    try (Stream<Path> open = Files.list(files)) {
      return open.anyMatch(file -> leadsTo(file, device));
    }
  }

  private static boolean leadsTo(Path file, Path device) {
    try {
      return Files.readSymbolicLink(file).equals(device);
    } catch (IOException e) {
      return false; // closed since it was listed
    }
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it ends by itself. */
  int awaitExit() throws Exception {
    await("ends", () -> !process.isAlive());
    reader.join(LIMIT.toMillis());
    return process.exitValue();
  }

  /** Asks it to end, as a service manager does. */
  public int terminate() throws Exception {
    process.destroy();
    return awaitExit();
  }

  /** Ends it at once, as {@code kill -9} does. */
  public void kill() throws Exception {
    process.destroyForcibly();
    awaitExit();
  }

  /** Sends it a signal, for example {@code STOP}. */
  public void signal(String name) throws Exception {
    String pid = Long.toString(process.pid());
    assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
  }

  /** Returns the CPU time of all its threads: utime and stime of proc(5), in hundredths. */
  public Duration cpu() throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Duration.ofMillis(10 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12])));
  }

  /** Checks that it printed no stack trace, nor any of the secrets. */
  void assertNoTracesOrSecrets(Iterable<String> secrets) {
    for (String line : output()) {
      assertTrue(!TRACE.matcher(line).matches(), () -> "a stack trace: " + output());
      for (String secret : secrets) {
        assertTrue(!line.toUpperCase().contains(secret.toUpperCase()), "a secret was printed");
      }
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
