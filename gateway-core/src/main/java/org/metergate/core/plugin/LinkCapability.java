// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import org.metergate.spi.link.ByteLinkProvider;
import org.metergate.spi.link.EdgeLinkProvider;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkProvider;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.link.OutputLineProvider;

/** Finds out whether a kind of link can carry what is needed, and refuses it otherwise. */
public final class LinkCapability {
  private LinkCapability() {}

  /**
   * Returns the provider as one of links that carry bytes.
   *
   * @param provider of the scheme.
   * @param uri names the link in the refusal.
   * @return the same provider.
   * @throws LinkException if its links carry no bytes.
   */
  public static ByteLinkProvider bytes(LinkProvider provider, LinkUri uri) throws LinkException {
    if (provider instanceof ByteLinkProvider capable) {
      return capable;
    }
    throw refusal(
        uri,
        "A "
            + uri.scheme()
            + " link carries pulses; this driver reads bytes, from a serial or tcp link."
            + (uri.scheme().equals("gpio")
                ? " The UART on the header is serial:/dev/serial0."
                : ""));
  }

  /**
   * Returns the provider as one of links that carry edges.
   *
   * @param provider of the scheme.
   * @param uri names the link in the refusal.
   * @return the same provider.
   * @throws LinkException if its links carry no edges.
   */
  public static EdgeLinkProvider edges(LinkProvider provider, LinkUri uri) throws LinkException {
    if (provider instanceof EdgeLinkProvider capable) {
      return capable;
    }
    throw refusal(
        uri,
        "A "
            + uri.scheme()
            + " link carries bytes, but pulses are counted on a line that"
            + " carries edges, like gpio:17.");
  }

  /**
   * Returns the provider as one of lines that can be switched.
   *
   * @param provider of the scheme.
   * @param uri names the line in the refusal.
   * @return the same provider.
   * @throws LinkException if it has no such lines.
   */
  public static OutputLineProvider output(LinkProvider provider, LinkUri uri) throws LinkException {
    if (provider instanceof OutputLineProvider capable) {
      return capable;
    }
    throw refusal(
        uri, "A " + uri.scheme() + " link has no line that can be switched, like gpio:17 has.");
  }

  private static LinkException refusal(LinkUri uri, String reason) {
    return new LinkException(
        LinkFindings.BAD_LINK.with("port", uri.toString(), "reason", reason), null);
  }
}
