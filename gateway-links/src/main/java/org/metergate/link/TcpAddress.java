// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.Durations;

/**
 * The parsed name of a TCP link: {@code tcp:host:port?idle=60s}, with an IPv6 address in square
 * brackets.
 *
 * @param host a name or an address, without brackets.
 * @param port 1 to 65535.
 * @param idle how long the connection may bring no byte before it is closed; empty for unlimited.
 */
record TcpAddress(String host, int port, Optional<Duration> idle) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%\\w]+)]|([^\\[\\]:/\\s]+)):(\\d{1,5})");

  /**
   * Parses the link's name.
   *
   * @param uri of scheme {@code tcp}.
   * @return its parts.
   * @throws LinkException with BAD_LINK and a sentence that states the correct form.
   */
  static TcpAddress parse(LinkUri uri) throws LinkException {
    Parameters parameters = new Parameters(uri, List.of("idle"));
    return parse(
        parameters,
        uri.target(),
        "A TCP link names a host and a port, like tcp:192.168.1.7:2000 or tcp:[fe80::7]:2000.");
  }

  /**
   * Parses the address in a link's name.
   *
   * @param parameters of the link; the idle time is among them.
   * @param target host and port.
   * @param correct a sentence that states the correct form.
   * @return its parts.
   * @throws LinkException with BAD_LINK and a sentence.
   */
  static TcpAddress parse(Parameters parameters, String target, String correct)
      throws LinkException {
    Matcher form = FORM.matcher(target);
    if (!form.matches()) {
      throw parameters.bad(correct);
    }
    int port = Integer.parseInt(form.group(3));
    if (port < 1 || port > 65535) {
      throw parameters.bad("The port is " + port + ", but must be 1 to 65535.");
    }
    Optional<Duration> idle = Optional.empty();
    if (parameters.text("idle").isPresent()) {
      idle = parameters.text("idle").flatMap(Durations::parse).filter(d -> !d.isZero());
      if (idle.isEmpty()) {
        throw parameters.bad(
            "'idle' is '"
                + parameters.text("idle").get()
                + "', but must be a duration like 60s, 15min or 2h.");
      }
    }
    return new TcpAddress(form.group(1) != null ? form.group(1) : form.group(2), port, idle);
  }

  /**
   * Returns the address in its usual notation.
   *
   * @return {@code host:port}, an IPv6 address in brackets.
   */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
