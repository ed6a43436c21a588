// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.access;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metergate.network.AddressRange;

/**
 * Whom the page believes.
 *
 * @param local whether somebody at this machine reads without a log-in.
 * @param names under which the page is asked for, besides the machine's own, in lower case.
 * @param proxies whose headers about the visitor are believed.
 * @param supervisor of Home Assistant, which passes requests of its own users.
 * @param ingressChanges whether the users that it passes may change something.
 */
public record Trust(
    boolean local,
    Set<String> names,
    List<AddressRange> proxies,
    Optional<InetAddress> supervisor,
    boolean ingressChanges) {

  /** Copies the collections. */
  public Trust {
    names = Set.copyOf(names);
    proxies = List.copyOf(proxies);
  }

  /** Returns whether an address is that of a proxy. */
  boolean isProxy(InetAddress address) {
    return proxies.stream().anyMatch(range -> range.contains(address));
  }
}
