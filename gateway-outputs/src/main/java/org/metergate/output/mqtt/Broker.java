// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a broker.
 *
 * @param host a name or an address; an IPv6 address in its brackets.
 * @param port 1 to 65535.
 * @param tls whether the connection is encrypted.
 */
record Broker(String host, int port, boolean tls) {
  private static final Pattern FORM =
      Pattern.compile(
          "((?i)mqtts?|tcp|ssl)://(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?/?");

  /**
   * Reads an address.
   *
   * @param url {@code mqtt://} or {@code tcp://}, {@code mqtts://} or {@code ssl://} for TLS; the
   *     port is 1883 or 8883 where none is given.
   * @throws IllegalArgumentException with a sentence for people, which never repeats a password
   *     that the user wrote into the address.
   */
  static Broker parse(String url) {
    if (url.contains("@")) {
      throw new IllegalArgumentException(
          "User name and password do not belong here; they have keys of their own.");
    }
    Matcher matcher = FORM.matcher(url);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "This is not the address of a broker, such as mqtt://broker:1883 or"
              + " mqtts://broker:8883.");
    }
    boolean tls = matcher.group(1).matches("(?i)mqtts|ssl");
    int port = matcher.group(3) == null ? (tls ? 8883 : 1883) : Integer.parseInt(matcher.group(3));
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("The port must be a number from 1 to 65535.");
    }
    Broker broker = new Broker(matcher.group(2), port, tls);
    // Paho 1.2.5 fails on names that java.net.URI does not accept as a host, such as home_broker
    if (URI.create(broker.serverUri()).getHost() == null) {
      throw new IllegalArgumentException(
          "'" + broker.host() + "' is not a valid host name; use letters, digits, - and dots.");
    }
    return broker;
  }

  /** Returns the address as Paho expects it. */
  String serverUri() {
    return (tls ? "ssl://" : "tcp://") + this;
  }

  /** Returns host and port, for people. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
