// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.service;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What systemd passed to this process. The launcher turns the variables into properties, so that no
 * child process inherits them; a program that was started without it reads the variables.
 *
 * @param socket for notifications: a path, or a name that begins with {@code @}.
 * @param watchdog how often systemd must hear of us at least; empty if it does not care.
 */
public record ServiceSettings(String socket, Optional<Duration> watchdog) {
  private static final String PROPERTY = "metergate.service.";

  /**
   * Reads the settings.
   *
   * @param properties of the process: a value or null for each name.
   * @param environment of the process.
   * @param pid its id.
   * @return the settings; nothing if no systemd waits for notifications.
   */
  public static Optional<ServiceSettings> of(
      UnaryOperator<String> properties, Map<String, String> environment, long pid) {
    UnaryOperator<String> variables =
        name -> {
          String property = properties.apply(PROPERTY + name);
          return property == null ? environment.getOrDefault(name, "") : property;
        };
    String socket = variables.apply("NOTIFY_SOCKET");
    if (socket.isEmpty()) {
      return Optional.empty();
    }
    String forPid = variables.apply("WATCHDOG_PID");
    boolean ours = forPid.isEmpty() || forPid.equals(Long.toString(pid));
    return Optional.of(
        new ServiceSettings(
            socket, ours ? micros(variables.apply("WATCHDOG_USEC")) : Optional.empty()));
  }

  private static Optional<Duration> micros(String text) {
    try {
      return Optional.of(Duration.of(Long.parseLong(text), ChronoUnit.MICROS))
          .filter(period -> period.compareTo(Duration.ZERO) > 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
