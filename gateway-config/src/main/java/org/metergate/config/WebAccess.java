// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who reaches the page, and how.
 *
 * @param local whether somebody at this machine reads without a log-in.
 * @param names of this machine in its network, besides its own; in lower case.
 * @param proxies addresses, or ranges of them, whose word about the visitor is taken; not yet
 *     checked.
 * @param tls what was said about encryption.
 * @param ingress the supervisor of Home Assistant, if its app runs this gateway.
 */
public record WebAccess(
    boolean local, List<String> names, List<String> proxies, Tls tls, Optional<Ingress> ingress) {
  /** What holds where nothing is written. */
  public static final WebAccess STANDARD =
      new WebAccess(true, List.of(), List.of(), new Tls.Unsaid(), Optional.empty());

  /** Copies the lists. */
  public WebAccess {
    names = List.copyOf(names);
    proxies = List.copyOf(proxies);
  }

  /**
   * The supervisor of Home Assistant.
   *
   * @param supervisor its address.
   * @param mayChange whether its users may change something.
   */
  public record Ingress(InetAddress supervisor, boolean mayChange) {}

  /** What was said about encryption. */
  public sealed interface Tls {

    /** Nothing: on an address that is not loopback, a certificate is made. */
    record Unsaid() implements Tls {}

    /** A certificate is made. */
    record Generate() implements Tls {}

    /** There is none. */
    record Off() implements Tls {}

    /**
     * A certificate that an authority gave.
     *
     * @param certificate PEM file: the certificate, then those that signed it.
     * @param key PEM file.
     */
    record Files(Path certificate, Path key) implements Tls {}
  }
}
