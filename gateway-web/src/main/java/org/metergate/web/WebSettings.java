// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.net.InetAddress;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metergate.network.AddressRange;
import org.metergate.web.access.Trust;

/**
 * How the page is reached, and by whom.
 *
 * @param listen the address; while there is no account, no token and no ingress the page listens on
 *     loopback with the same port instead.
 * @param local whether somebody at this machine reads without a log-in.
 * @param names under which the page is asked for, besides the machine's own, in lower case.
 * @param proxies whose headers about the visitor are believed.
 * @param ingress the supervisor of Home Assistant, which passes requests of its own users.
 * @param tls whether those who are not on this machine must use HTTPS.
 */
public record WebSettings(
    WebAddress listen,
    boolean local,
    Set<String> names,
    List<AddressRange> proxies,
    Optional<Ingress> ingress,
    Tls tls) {

  /** Copies the collections. */
  public WebSettings {
    names = Set.copyOf(names);
    proxies = List.copyOf(proxies);
  }

  /**
   * A page for this machine, without TLS.
   *
   * @param listen the address.
   */
  public WebSettings(WebAddress listen) {
    this(listen, true, Set.of(), List.of(), Optional.empty(), new Tls.Off());
  }

  /** Returns whom the page believes. */
  Trust trust() {
    return new Trust(
        local,
        names,
        proxies,
        ingress.map(Ingress::supervisor),
        ingress.map(Ingress::mayChange).orElse(false));
  }

  /**
   * Returns whether somebody must use TLS.
   *
   * @param peer the other end of a connection.
   * @return false for this machine, and for those that are believed to have been asked by TLS.
   */
  boolean demandsTls(InetAddress peer) {
    return tls instanceof Tls.On
        && !peer.isLoopbackAddress()
        && proxies.stream().noneMatch(range -> range.contains(peer))
        && ingress.filter(one -> one.supervisor().equals(peer)).isEmpty();
  }

  /**
   * The supervisor of Home Assistant.
   *
   * @param supervisor its address.
   * @param mayChange whether the users that it passes may change something.
   */
  public record Ingress(InetAddress supervisor, boolean mayChange) {}

  /** Whether the page speaks TLS. */
  public sealed interface Tls {

    /** It does not: a proxy does, or nobody. */
    record Off() implements Tls {}

    /**
     * It does. Requests from this machine itself are also answered without.
     *
     * @param certificates asked at the start and by {@link StatusPage#renewCertificates}.
     */
    record On(Certificates certificates) implements Tls {}
  }

  /** Returns the certificate of the page with its key. */
  public interface Certificates {
    /**
     * Reads them.
     *
     * @return the present ones.
     * @throws WebException if they cannot be read, with a sentence.
     */
    Identity read() throws WebException;
  }

  /**
   * A certificate with its key.
   *
   * @param store has one entry with a key.
   * @param password of the key.
   * @param selfMade whether no authority has signed it: then browsers are not told to insist on
   *     TLS.
   */
  public record Identity(KeyStore store, char[] password, boolean selfMade) {}
}
