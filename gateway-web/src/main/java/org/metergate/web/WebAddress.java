// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.network.AddressRange;
import org.metergate.web.access.OwnNames;

/**
 * The address on which the page listens.
 *
 * @param host a name or a numeric address, IPv6 without brackets.
 * @param port 0 to 65535; 0 takes any free port.
 */
public record WebAddress(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^\\s:\\[\\]]+)):(\\d{1,5})");

  /**
   * Parses an address as written in the configuration under {@code web.listen}.
   *
   * @param text host and port: {@code 127.0.0.1:8080}, {@code localhost:8080}, {@code [::1]:8080}.
   * @return the address; whether it is one of this machine is not yet checked.
   * @throws WebException if the text has another form.
   */
  public static WebAddress parse(String text) throws WebException {
    Matcher form = FORM.matcher(text.trim());
    if (!form.matches() || Integer.parseInt(form.group(3)) > 65_535) {
      throw new WebException(
          "The page cannot listen on '"
              + text
              + "': write a host and a port, for example 127.0.0.1:8080.");
    }
    String host = form.group(1) != null ? form.group(1) : form.group(2);
    return new WebAddress(host, Integer.parseInt(form.group(3)));
  }

  /**
   * Resolves the socket address.
   *
   * @return of this machine or not: that shows when it is bound.
   * @throws WebException if there is no such host.
   */
  public InetSocketAddress socket() throws WebException {
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new WebException(
          "The page cannot listen on " + this + ": there is no host of that name.", e);
    }
  }

  /**
   * Returns where the page listens as long as nobody can log in.
   *
   * @return the same address if it is one of loopback, else {@code 127.0.0.1} with the same port.
   * @throws WebException if there is no such host.
   */
  public WebAddress onLoopback() throws WebException {
    return socket().getAddress().isLoopbackAddress() ? this : new WebAddress("127.0.0.1", port);
  }

  /**
   * Resolves the socket address of {@link #onLoopback}.
   *
   * @return a loopback address.
   * @throws WebException if there is no such host.
   */
  public InetSocketAddress loopback() throws WebException {
    return onLoopback().socket();
  }

  /** Returns whether only this machine reaches the address, which must be numeric. */
  boolean isLoopback() {
    return AddressRange.parse(host).filter(it -> it.first().isLoopbackAddress()).isPresent();
  }

  /** Returns one that others reach instead of all addresses of this machine. */
  WebAddress reachable() {
    if (AddressRange.parse(host).filter(it -> it.first().isAnyLocalAddress()).isEmpty()) {
      return this;
    }
    Optional<InetAddress> own =
        OwnNames.addresses().stream()
            .filter(it -> it instanceof Inet4Address && !it.isLoopbackAddress())
            .findFirst();
    return own.map(it -> new WebAddress(it.getHostAddress(), port))
        .orElseGet(() -> new WebAddress("127.0.0.1", port));
  }

  /**
   * Returns the address in the notation of the configuration.
   *
   * @return host and port, IPv6 in brackets.
   */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
