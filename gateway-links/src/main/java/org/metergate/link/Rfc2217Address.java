// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.util.List;
import java.util.Optional;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkUri;

/**
 * The parsed name of a link to a serial server whose line can be set: {@code
 * rfc2217://host:port?request=dtr&request-active=high&adapter=ttl&baud=2400&idle=60s}.
 *
 * @param server address and idle time.
 * @param request the request line.
 * @param baud speed at opening instead of the driver's, if given.
 */
record Rfc2217Address(TcpAddress server, RequestLine request, Optional<Integer> baud) {
  private static final List<String> KNOWN =
      List.of("request", "request-active", "adapter", "baud", "idle");

  /**
   * Parses the link's name.
   *
   * @param uri of scheme {@code rfc2217}; the two slashes may be left out.
   * @return its parts.
   * @throws LinkException with BAD_LINK and a sentence that states the correct form.
   */
  static Rfc2217Address parse(LinkUri uri) throws LinkException {
    Parameters parameters = new Parameters(uri, KNOWN);
    String target = uri.target().startsWith("//") ? uri.target().substring(2) : uri.target();
    TcpAddress server =
        TcpAddress.parse(
            parameters,
            target,
            "An RFC 2217 link names a host and a port, like rfc2217://192.168.1.7:2217.");
    return new Rfc2217Address(
        server, SerialAddress.requestLine(parameters), SerialAddress.baud(parameters));
  }

  /**
   * Returns the line settings at opening.
   *
   * @param wanted the driver's settings.
   * @return the same, with the speed from the link's name if it has one.
   */
  LineSettings settings(LineSettings wanted) {
    return SerialAddress.settings(wanted, baud);
  }
}
