// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real ser2net on loopback ports, which serves one serial device in each of its modes. Only one
 * of the ports can be used at a time, since all lead to the same device. Tests that use one are
 * skipped if it is not installed.
 */
public final class SerialServer implements AutoCloseable {
  private final Process process;
  private final int raw;
  private final int telnet;
  private final int rfc2217;

  private SerialServer(Process process, int raw, int telnet, int rfc2217) {
    this.process = process;
    this.raw = raw;
    this.telnet = telnet;
    this.rfc2217 = rfc2217;
  }

  /**
   * Starts a server and returns when it listens.
   *
   * @param folder for its configuration, used by this test only.
   * @param device what it serves, such as an end of a {@link PtyPair}.
   * @param line setting of the line: {@code 2400n81}.
   * @return the running server.
   * @throws Exception if it does not start.
   */
  public static SerialServer start(Path folder, Path device, String line) throws Exception {
    String program = ServerProcess.program("ser2net", "ser2net");
    int raw = FreePorts.take();
    int telnet = FreePorts.take();
    int rfc2217 = FreePorts.take();
    int ready = FreePorts.take();
    String connector = "  connector: serialdev," + device + "," + line + ",local";
    Path file =
        Files.write(
            folder.resolve("ser2net.yaml"),
            List.of(
                "%YAML 1.1",
                "---",
                "connection: &raw",
                "  accepter: tcp,127.0.0.1," + raw,
                connector,
                "connection: &telnet",
                "  accepter: telnet,tcp,127.0.0.1," + telnet,
                connector,
                "connection: &rfc2217",
                "  accepter: telnet(rfc2217),tcp,127.0.0.1," + rfc2217,
                connector,
                "connection: &ready",
                "  accepter: tcp,127.0.0.1," + ready,
                "  connector: echo"));
    Path log = folder.resolve("ser2net.log");
    Process process =
        new ProcessBuilder(
                program, "-n", "-d", "-c", file.toString(), "-P", folder.resolve("pid").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    SerialServer server = new SerialServer(process, raw, telnet, rfc2217);
    Await.until(
        "ser2net listens",
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("ser2net ended: " + Files.readString(log));
          }
          return listens(ready);
        });
    return server;
  }

  /** Connects and leaves, on a port without the device, which would be in use for a while. */
  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the port on which bytes pass unchanged. */
  public int raw() {
    return raw;
  }

  /** Returns the port with telnet. */
  public int telnet() {
    return telnet;
  }

  /** Returns the port with RFC 2217. */
  public int rfc2217() {
    return rfc2217;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
