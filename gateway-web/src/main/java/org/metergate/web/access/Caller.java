// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.access;

import java.net.InetAddress;

/**
 * From where a request comes, before anybody is asked who he is.
 *
 * @param place whether it comes from this machine.
 * @param address of the visitor, as far as it is known from somebody who is believed.
 * @param transport whether others can read along.
 * @param authority the host with its port under which the visitor asked, as his browser wrote it in
 *     the address; empty if there is none.
 * @param prefix the path of a proxy before the page's own: {@code /metergate}; empty without.
 * @param user of Home Assistant; empty elsewhere.
 */
public record Caller(
    Place place,
    InetAddress address,
    Transport transport,
    String authority,
    String prefix,
    String user) {

  /** Where a request comes from. */
  public enum Place {
    /** From this machine, and from nobody behind it. */
    LOCAL,
    /** From Home Assistant's supervisor, which has checked the user. */
    INGRESS,
    /** From anywhere else, or from a proxy. */
    ELSEWHERE
  }

  /** How a request comes. */
  public enum Transport {
    /** By TLS, which this page ends itself or a proxy that is believed. */
    TLS,
    /** By the loopback interface, passed by nobody. */
    LOOPBACK,
    /** Readable by others. */
    CLEAR,
    /** By a proxy that is believed and was not asked by TLS, or does not say so. */
    CLEAR_BY_PROXY,
    /** By a proxy of which nothing is known. */
    UNKNOWN_PROXY
  }

  /**
   * Returns whether a password or a session may be sent.
   *
   * @return false where others could read along.
   */
  public boolean isPrivate() {
    return transport == Transport.TLS || transport == Transport.LOOPBACK;
  }
}
