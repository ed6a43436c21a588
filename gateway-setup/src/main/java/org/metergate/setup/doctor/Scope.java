// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.util.List;
import java.util.Optional;

/**
 * What of a machine is examined.
 *
 * @param configured whether a configuration says what is used; without one, all ports are looked
 *     at.
 * @param ports the serial ports in use, as the configuration names them.
 * @param gpio whether lines of a GPIO chip are used.
 * @param journal the journal's file, absolute.
 * @param servers that are delivered to, or read from.
 * @param timeZone whether the configuration names the time zone.
 */
public record Scope(
    boolean configured,
    List<String> ports,
    boolean gpio,
    Optional<String> journal,
    List<Server> servers,
    boolean timeZone) {

  /** Copies the lists. */
  public Scope {
    ports = List.copyOf(ports);
    servers = List.copyOf(servers);
  }

  /**
   * Everything of the machine, for one without a configuration.
   *
   * @return the scope.
   */
  public static Scope everything() {
    return new Scope(false, List.of(), false, Optional.empty(), List.of(), false);
  }

  /**
   * A server of the configuration.
   *
   * @param host a name or an address.
   * @param port 1 to 65535.
   */
  public record Server(String host, int port) {}
}
