// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.List;
import java.util.Optional;

/**
 * The status page.
 *
 * @param host a name or an address on which it listens; an IPv6 address without its brackets.
 * @param port 0 to 65535; 0 lets the system choose.
 * @param units {@code home}, or {@code meter} for the units that the meters send.
 * @param heat with {@code home} the unit of energy that water carries: {@code kWh}, {@code MWh} or
 *     {@code GJ}.
 * @param access who reaches it.
 */
public record WebConfig(String host, int port, String units, String heat, WebAccess access) {
  /** The units of a home. */
  public static final String HOME = "home";

  /** Kilowatt-hours. */
  public static final String KWH = "kWh";

  /**
   * A page in the units of a home, for those who reach it by its address.
   *
   * @param host as above.
   * @param port as above.
   */
  public WebConfig(String host, int port) {
    this(host, port, HOME, KWH, WebAccess.STANDARD);
  }

  /** Returns what stays as long as the program runs, without what a reload takes up. */
  WebConfig fixed() {
    WebAccess.Tls tls =
        access.tls() instanceof WebAccess.Tls.Files ? new WebAccess.Tls.Generate() : access.tls();
    return new WebConfig(
        host, port, units, heat, new WebAccess(true, List.of(), List.of(), tls, Optional.empty()));
  }
}
