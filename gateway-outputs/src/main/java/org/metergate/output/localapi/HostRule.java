// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.localapi;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.network.AddressRange;

/**
 * Under which names a client may ask. A web page could otherwise read the meter from inside the
 * home by resolving a name of its own to this machine's address (DNS rebinding); a numeric address
 * cannot be rebound. Any thread.
 */
final class HostRule {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})]|([A-Za-z0-9.-]{1,253}))(?::\\d{1,5})?");

  private final Predicate<InetAddress> admits;
  private final Supplier<? extends Collection<String>> names;

  /**
   * Creates the rule.
   *
   * @param admits whether an address is of this machine's loopback or in an allowed network.
   * @param names those that are announced, without {@code .local}.
   */
  HostRule(Predicate<InetAddress> admits, Supplier<? extends Collection<String>> names) {
    this.admits = admits;
    this.names = names;
  }

  /**
   * Returns whether a request may have this host.
   *
   * @param authority the value of its header, null for none.
   * @param local the address at which the request arrived.
   */
  boolean admits(String authority, InetAddress local) {
    Matcher form = authority == null ? null : FORM.matcher(authority.trim());
    if (form == null || !form.matches()) {
      return false;
    }
    String host = (form.group(1) != null ? form.group(1) : form.group(2)).toLowerCase(Locale.ROOT);
    Optional<InetAddress> address = AddressRange.parse(host).map(AddressRange::first);
    if (address.isPresent()) {
      return address.get().equals(local) || admits.test(address.get());
    }
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return name.equals("localhost")
        || names.get().stream()
            .anyMatch(own -> name.equals(own.toLowerCase(Locale.ROOT) + ".local"));
  }
}
