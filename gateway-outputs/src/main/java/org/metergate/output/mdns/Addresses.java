// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mdns;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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

  /** Sorts addresses: the first may stand in a TXT record, and many clients know IPv4 alone. */
  static List<InetAddress> ipv4First(Stream<InetAddress> addresses) {
    return addresses.sorted(Comparator.comparing(Inet6Address.class::isInstance)).toList();
  }

  /** Returns whether an interface can send to the group, which is one of IPv4. */
  static boolean hasIpv4(List<InetAddress> addresses) {
    return addresses.stream().anyMatch(Inet4Address.class::isInstance);
  }
}
