// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A cable without hardware: two pseudo-terminals joined by {@code socat}, each under its own
 * symbolic link, so that pulling the cable and plugging it in again looks to a program as it does
 * with a USB adapter. Bytes pass unchanged; speed and parity have no effect.
 */
public final class PtyPair implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private final Path meter;
  private final Path gateway;
  // a test may send on one thread while another pulls the cable
  private volatile Process socat;
  private volatile FileInputStream fromGateway;
  private volatile FileOutputStream toGateway;

  private PtyPair(Path folder) {
    meter = folder.resolve("meter");
    gateway = folder.resolve("gateway");
  }

  /**
   * Joins two new pseudo-terminals; skips the test if there is no {@code socat}.
   *
   * @param folder where the two symbolic links appear; one pair for each folder.
   * @return the plugged cable.
   * @throws Exception if {@code socat} does not start.
   */
  public static PtyPair plug(Path folder) throws Exception {
    Assumptions.assumeTrue(
        List.of("/usr/bin/socat", "/bin/socat", "/usr/local/bin/socat").stream()
            .anyMatch(path -> Files.isExecutable(Path.of(path))),
        "socat is not installed (package socat), so there are no pseudo-terminals to test with");
    PtyPair pair = new PtyPair(folder);
    pair.plugIn();
    return pair;
  }

  /**
   * Returns the end that a program under test opens.
   *
   * @return a symbolic link, which does not exist while the cable is pulled.
   */
  public Path gateway() {
    return gateway;
  }

  /**
   * Returns the end at the meter, for an emulated meter that opens it itself.
   *
   * @return a symbolic link, which does not exist while the cable is pulled.
   */
  public Path meter() {
    return meter;
  }

  /**
   * Sends bytes from the meter's end.
   *
   * @param bytes what the program under test will read.
   * @throws IOException if the cable is pulled.
   */
  public void send(byte[] bytes) throws IOException {
    toGateway.write(bytes);
  }

  /**
   * Waits for bytes at the meter's end.
   *
   * @param count number of bytes.
   * @return exactly this many bytes.
   * @throws Exception if they do not come within 10 s.
   */
  public byte[] receive(int count) throws Exception {
    byte[] bytes = new byte[count];
    int received = 0;
    while (received < count) {
      Await.until(count + " bytes at the meter", LIMIT, () -> fromGateway.available() > 0);
      received +=
          fromGateway.read(bytes, received, Math.min(fromGateway.available(), count - received));
    }
    return bytes;
  }

  /**
   * Pulls the cable: both pseudo-terminals and their links are gone when this returns. The links
   * are deleted first, as with a USB adapter: the terminal numbers are soon reused by other tests,
   * and a program that reconnects must not open those.
   *
   * @throws Exception if {@code socat} survives a kill.
   */
  public void unplug() throws Exception {
    Files.deleteIfExists(meter);
    Files.deleteIfExists(gateway);
    socat.destroyForcibly();
    if (!socat.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("socat does not die");
    }
    fromGateway.close();
    toGateway.close();
  }

  /**
   * Plugs the pulled cable in again: other pseudo-terminals under the same links.
   *
   * @throws Exception if {@code socat} does not start.
   */
  public void plugIn() throws Exception {
    String options = "pty,raw,echo=0,link=";
    socat =
        new ProcessBuilder("socat", "-d", "-d", options + meter, options + gateway)
            .redirectErrorStream(true)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(socat::destroyForcibly));
    awaitTransfer();
    fromGateway = new FileInputStream(meter.toFile());
    toGateway = new FileOutputStream(meter.toFile());
  }

  /**
   * Waits for the transfer to start: the links appear earlier, while the terminals are still being
   * set up.
   */
  private void awaitTransfer() throws IOException {
    StringBuilder output = new StringBuilder();
    BufferedReader log = socat.inputReader(StandardCharsets.UTF_8);
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      output.append(line).append('\n');
      if (line.contains("starting data transfer loop")) {
        return;
      }
    }
    throw new IllegalStateException("socat ended: " + output);
  }

  /**
   * Returns the process that carries the bytes, to be paused or killed by a test.
   *
   * @return the running {@code socat}.
   */
  public ProcessHandle carrier() {
    return socat.toHandle();
  }

  /** Pulls the cable and removes the links. */
  @Override
  public void close() {
    try {
      unplug();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
