// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real nginx that forwards to a gateway. Tests are skipped where it is not installed. */
public final class Nginx implements AutoCloseable {
  private final Process process;
  private final Path log;

  private Nginx(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it and returns when it accepts connections.
   *
   * @param before what to write before the command, for example to run it in another network.
   * @param folder for its files, used by this one only.
   * @param listen address and port with which it is reached, for example {@code 10.77.1.2:443}.
   * @param tls the certificate that it presents.
   * @param locations blocks {@code location … { … }}, a line or more each.
   * @return to be closed.
   * @throws Exception when it does not start.
   */
  public static Nginx start(
      List<String> before, Path folder, String listen, TestCertificate tls, List<String> locations)
      throws Exception {
    String program = ServerProcess.program("nginx", "nginx-light");
    Path log = folder.resolve("nginx.log");
    List<String> lines =
        new ArrayList<>(
            List.of(
                "daemon off;",
                "worker_processes 1;",
                "pid " + folder.resolve("nginx.pid") + ";",
                "error_log " + log + " warn;",
                "events { worker_connections 256; }",
                "http {",
                "access_log off;",
                "client_body_temp_path " + folder.resolve("body") + ";",
                "proxy_temp_path " + folder.resolve("proxy") + ";",
                "fastcgi_temp_path " + folder.resolve("fastcgi") + ";",
                "uwsgi_temp_path " + folder.resolve("uwsgi") + ";",
                "scgi_temp_path " + folder.resolve("scgi") + ";",
                "server {",
                "listen " + listen + " ssl;",
                "ssl_certificate " + tls.certificate() + ";",
                "ssl_certificate_key " + tls.key() + ";"));
    lines.addAll(locations);
    lines.addAll(List.of("}", "}"));
    if (isRoot()) {
      lines.add(0, "user root;"); // the folder of a test is its owner's alone
    }
    Path file = Files.write(folder.resolve("nginx.conf"), lines);
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of(program, "-e", log.toString(), "-c", file.toString()));
    Nginx nginx =
        new Nginx(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start(),
            log);
    String[] at = listen.split(":");
    Await.until("nginx listens", () -> nginx.accepts(at[0], Integer.parseInt(at[1])));
    return nginx;
  }

  private static boolean isRoot() throws IOException {
    return Files.getOwner(Path.of("/proc/self")).getName().equals("root");
  }

  private boolean accepts(String host, int port) throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError("it ended: " + log());
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns what it complained of. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
