// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mdns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Addresses as they stand in records: without the interface that IPv6 ones may name. */
final class Addresses {
  private Addresses() {}

  static InetAddress withoutZone(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns whether an interface can send to the group, which is one of IPv4. */
  static boolean hasIpv4(List<InetAddress> addresses) {
    return addresses.stream().anyMatch(Inet4Address.class::isInstance);
  }
}
