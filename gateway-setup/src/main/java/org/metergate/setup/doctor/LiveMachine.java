// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.metergate.setup.port.DeviceFiles;
import org.metergate.setup.port.DeviceNode;
import org.metergate.setup.port.MachineFiles;

/** The machine on which this program runs. */
public final class LiveMachine implements Machine {
  private static final int SECONDS = 5;
  private static final int CONNECT_MILLIS = 3000;

  private final MachineFiles files;

  /**
   * Creates it.
   *
   * @param root of its files; {@code /} outside tests.
   */
  public LiveMachine(Path root) {
    this.files = new MachineFiles(root);
  }

  @Override
  public MachineFiles files() {
    return files;
  }

  @Override
  public DeviceNode.Lookup nodes() {
    return new DeviceFiles(files);
  }

  @Override
  public Optional<String> run(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("SYSTEMD_COLORS", "0");
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      // what it prints fits into the pipe; a program that prints more waits, and is ended
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      try (InputStream in = process.getInputStream()) {
        int there = Math.min(in.available(), MachineFiles.MAX_BYTES); // never waits
        return Optional.of(new String(in.readNBytes(there), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      return Optional.empty(); // not installed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public OptionalLong usableBytes(String path) {
    Path at = Path.of(path);
    while (at != null && !Files.exists(at)) {
      at = at.getParent();
    }
    try {
      return at == null
          ? OptionalLong.empty()
          : OptionalLong.of(Files.getFileStore(at).getUsableSpace());
    } catch (IOException | SecurityException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public boolean resolves(String host) {
    try {
      InetAddress.getByName(host);
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Override
  public boolean connects(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public String property(String name) {
    return System.getProperty(name, "");
  }

  @Override
  public Instant now() {
    return Instant.now();
  }
}
