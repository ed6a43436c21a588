// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

/**
 * Opens links of one scheme: an implementation has one or several of the capabilities {@link
 * ByteLinkProvider}, {@link EdgeLinkProvider} and {@link OutputLineProvider}. Found by {@code
 * ServiceLoader} under this type; the constructor touches no hardware.
 */
public sealed interface LinkProvider
    permits ByteLinkProvider, EdgeLinkProvider, OutputLineProvider {

  /**
   * Returns the scheme of the links that this provider opens.
   *
   * @return for example {@code serial}.
   */
  String scheme();
}
