// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.access;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.metergate.web.access.Caller.Place;
import org.metergate.web.access.Caller.Transport;

/**
 * Decides from where a request comes. A pure function of the peer, the headers and the settings.
 */
public final class CallerRule {
  private static final Pattern LOOPBACK_NAME =
      Pattern.compile(
          "localhost\\.?|.+\\.localhost|127(\\.\\d{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?");

  private CallerRule() {}

  /**
   * Decides.
   *
   * @param peer the other end of the connection.
   * @param tls whether the connection is encrypted.
   * @param headers of the request.
   * @param trust the settings.
   * @return the caller.
   * @throws BadForwardingException if a proxy that is believed contradicts itself.
   */
  public static Caller of(InetAddress peer, boolean tls, HttpFields headers, Trust trust)
      throws BadForwardingException {
    String host = host(headers);
    if (trust.supervisor().filter(peer::equals).isPresent()) {
      String prefix = Forwarding.prefix(headers, "X-Ingress-Path");
      String user = Optional.ofNullable(headers.get("X-Remote-User-Name")).orElse("");
      return new Caller(
          Place.INGRESS, peer, Transport.TLS, Forwarding.host(headers).orElse(host), prefix, user);
    }
    if (trust.isProxy(peer)) {
      return new Caller(
          Place.ELSEWHERE,
          Forwarding.client(headers, peer, trust),
          Forwarding.tls(headers) ? Transport.TLS : Transport.CLEAR_BY_PROXY,
          Forwarding.host(headers).orElse(host),
          Forwarding.prefix(headers, "X-Forwarded-Prefix"),
          "");
    }
    boolean passed = Forwarding.passed(headers);
    boolean own = peer.isLoopbackAddress() && !passed && isLoopbackName(host);
    return new Caller(
        own && trust.local() ? Place.LOCAL : Place.ELSEWHERE,
        peer,
        tls ? Transport.TLS : transport(own, passed),
        host,
        "",
        "");
  }

  private static Transport transport(boolean own, boolean passed) {
    if (own) {
      return Transport.LOOPBACK;
    }
    return passed ? Transport.UNKNOWN_PROXY : Transport.CLEAR;
  }

  /** Returns the only Host header; empty without one, or if there are several. */
  private static String host(HttpFields headers) {
    List<String> hosts = headers.getValuesList(HttpHeader.HOST);
    return hosts.size() == 1 ? hosts.get(0).trim() : "";
  }

  /**
   * Returns whether a host names this machine wherever it is asked.
   *
   * @param host with or without a port.
   * @return true for {@code localhost} and the loopback addresses.
   */
  static boolean isLoopbackName(String host) {
    return LOOPBACK_NAME.matcher(HostNames.withoutPort(host).toLowerCase(Locale.ROOT)).matches();
  }
}
