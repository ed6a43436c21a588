// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
   * Resolves the socket address. Only the loopback of this machine is allowed, since the page has
   * no passwords yet.
   *
   * @return a loopback address.
   * @throws WebException for any other address, with the command that makes the page reachable from
   *     another machine nevertheless.
   */
  public InetSocketAddress loopback() throws WebException {
    InetAddress found;
    try {
      found = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new WebException(
          "The page cannot listen on " + this + ": there is no host of that name.", e);
    }
    if (!found.isLoopbackAddress()) {
      throw new WebException(
          "The page does not listen on "
              + this
              + " until the page has passwords, since others could read it there: set web.listen to"
              + " 127.0.0.1:"
              + port
              + " and reach it from another machine with: "
              + tunnel());
    }
    return new InetSocketAddress(found, port);
  }

  /** Returns the command that makes the page available on another machine, after a login. */
  private String tunnel() {
    int shown = port == 0 ? 8080 : port;
    return "ssh -L " + shown + ":127.0.0.1:" + shown + " USER@THIS-HOST";
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
