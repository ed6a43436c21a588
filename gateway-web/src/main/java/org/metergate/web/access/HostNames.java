// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.metergate.network.AddressRange;

/**
 * The names under which the page may be asked for. Another web page could otherwise read this one
 * by resolving its own host name to this machine's address (DNS rebinding). Any thread.
 */
public final class HostNames {
  private static final long KEPT = Duration.ofSeconds(30).toNanos();
  private static final Pattern PORT = Pattern.compile(":\\d{0,5}$");

  private Set<String> names = Set.of();
  private Set<InetAddress> addresses = Set.of();
  private long read;
  private boolean known;

  /**
   * Returns whether a name is one of this machine's.
   *
   * @param authority of a request, with or without a port.
   * @param trust has further names.
   * @return false for a foreign one, and for none.
   */
  public boolean isOwn(String authority, Trust trust) {
    String host = withoutPort(authority).toLowerCase(Locale.ROOT);
    if (host.endsWith(".") && host.length() > 1) {
      host = host.substring(0, host.length() - 1);
    }
    if (CallerRule.isLoopbackName(host) || trust.names().contains(host)) {
      return true;
    }
    String number = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    Optional<AddressRange> address =
        number.indexOf('/') < 0 ? AddressRange.parse(number) : Optional.empty();
    synchronized (this) {
      renew();
      return names.contains(host) || address.filter(a -> has(a.first())).isPresent();
    }
  }

  private boolean has(InetAddress address) {
    return addresses.contains(address);
  }

  /** Networks come and go while the gateway runs. */
  private void renew() {
    long now = System.nanoTime();
    if (!known || now - read > KEPT) {
      Set<InetAddress> found = new HashSet<>();
      for (InetAddress address : OwnNames.addresses()) {
        found.add(withoutZone(address));
      }
      names = OwnNames.names();
      addresses = found;
      read = now;
      known = true;
    }
  }

  private static InetAddress withoutZone(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the host of an authority. */
  static String withoutPort(String authority) {
    boolean number = authority.startsWith("[");
    if (number && authority.indexOf(']') < 0) {
      return "";
    }
    if (!number && authority.indexOf(':') != authority.lastIndexOf(':')) {
      return authority; // IPv6 without brackets has no port
    }
    return PORT.matcher(authority).replaceFirst("");
  }
}
