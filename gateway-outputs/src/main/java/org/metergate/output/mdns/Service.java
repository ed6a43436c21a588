// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mdns;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A service that is announced, under a host name of its own.
 *
 * @param type for example {@code _http._tcp}, without the domain.
 * @param name both of the instance and of its host: 1 to 50 letters, digits and hyphens. When it is
 *     taken by somebody else, a number is added.
 * @param port 1 to 65535.
 * @param text the pairs of the TXT record, {@code key=value}, each at most 255 bytes.
 * @param addressKey the key of a further pair with the address that is announced; empty for none.
 */
public record Service(String type, String name, int port, List<String> text, String addressKey) {
  private static final Pattern TYPE = Pattern.compile("_[a-z0-9-]{1,15}\\._(tcp|udp)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,49}");

  /** Checks the forms. */
  public Service {
    if (!TYPE.matcher(type).matches() || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no service can be announced as " + name + "." + type);
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("there is no port " + port);
    }
    text = List.copyOf(text);
    Objects.requireNonNull(addressKey, "addressKey");
  }
}
