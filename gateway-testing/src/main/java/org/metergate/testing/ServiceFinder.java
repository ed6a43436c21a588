// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The library python-zeroconf, which looks for services in the network of one address. */
public final class ServiceFinder implements AutoCloseable {
  private static final String PYTHON = "/usr/bin/python3";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final String SCRIPT =
      """
      import os, sys, time
      from zeroconf import IPVersion, ServiceBrowser, Zeroconf
      def say(*words):  # in one write: each browser has its thread, and print() mixes their words
        os.write(1, (' '.join(str(word) for word in words) + '\\n').encode())
      class Found:
        def add_service(self, net, kind, name):
          info = None
          while not info:  # its answers can come late on a busy machine
            info = net.get_service_info(kind, name, 5000)
          say('found', name, (info.server, info.port, info.parsed_addresses()),
              sorted(f'{k.decode()}={v.decode()}' for k, v in info.properties.items()))
        def remove_service(self, net, kind, name):
          say('removed', name)
        def update_service(self, net, kind, name):
          pass
      net = Zeroconf(interfaces=[sys.argv[1]], ip_version=IPVersion.V4Only)
      browsers = [ServiceBrowser(net, kind, Found()) for kind in sys.argv[2:]]
      time.sleep(120)
      """;

  private final Process process;
  private final Path output;

  private ServiceFinder(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Begins to look, or skips the test where the library is missing.
   *
   * @param folder for its files.
   * @param address of the interface.
   * @param types for example {@code _http._tcp.local.}.
   * @return the running finder.
   * @throws Exception when it cannot be started.
   */
  public static ServiceFinder start(Path folder, String address, String... types) throws Exception {
    Assumptions.assumeTrue(isInstalled(), "python3-zeroconf is not installed");
    Path script = Files.writeString(folder.resolve("find.py"), SCRIPT);
    Path output = Files.createTempFile(folder, "found", ".txt");
    ProcessBuilder builder = new ProcessBuilder(PYTHON, script.toString(), address);
    builder.command().addAll(List.of(types));
    return new ServiceFinder(
        builder.redirectErrorStream(true).redirectOutput(output.toFile()).start(), output);
  }

  private static boolean isInstalled() throws Exception {
    try {
      Process process = new ProcessBuilder(PYTHON, "-c", "import zeroconf").start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Waits until it says something.
   *
   * @param part of a line: {@code found NAME} or {@code removed NAME}.
   * @return all that it has said.
   * @throws Exception when it does not say so within half a minute.
   */
  public String await(String part) throws Exception {
    try {
      Await.until(part, LIMIT, () -> said().contains(part));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; it said:\n" + said(), e);
    }
    return said();
  }

  /**
   * Returns what it has said, without a line that is not yet whole.
   *
   * @return all lines.
   * @throws IOException when they cannot be read.
   */
  public String said() throws IOException {
    String text = Files.readString(output);
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
