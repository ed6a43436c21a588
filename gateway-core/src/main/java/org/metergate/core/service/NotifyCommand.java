// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.service;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Notifications by the program {@code systemd-notify}: Java has no datagram sockets in the file
 * system, and a library with native code for them costs more than a child process each minute. The
 * child speaks for itself where it may not speak for its parent, hence {@code NotifyAccess=all}.
 */
final class NotifyCommand implements Notifications {
  private static final int LONGEST_REASON = 300;

  private final List<String> program;
  private final String socket;
  private final Duration patience;

  /**
   * Creates a way to one socket.
   *
   * @param program with its first arguments.
   * @param socket as systemd named it.
   * @param patience how long the program may take before it is killed.
   */
  NotifyCommand(List<String> program, String socket, Duration patience) {
    this.program = List.copyOf(program);
    this.socket = socket;
    this.patience = patience;
  }

  @Override
  public Optional<String> send(String... assignments) {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of(assignments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("NOTIFY_SOCKET", socket);
    environment.put("LC_ALL", "C.UTF-8");
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return Optional.of(program.get(0) + " cannot be started: " + e.getMessage());
    }
    try {
      process.getOutputStream().close();
      if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.of(program.get(0) + " did not end within " + patience.toSeconds() + " s");
      }
      int code = process.exitValue();
      return code == 0
          ? Optional.empty()
          : Optional.of(program.get(0) + " ended with " + code + said(process));
    } catch (IOException e) {
      return Optional.of(program.get(0) + " failed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  /** What an ended program has said, as far as it is there: nothing is waited for. */
  private static String said(Process process) throws IOException {
    try (InputStream output = process.getInputStream()) {
      byte[] bytes = output.readNBytes(Math.min(output.available(), LONGEST_REASON));
      String text = new String(bytes, StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? "" : ": " + text;
    }
  }
}
