// SPDX-License-Identifier: Apache-2.0
package org.metergate.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of network addresses.
 *
 * @param first its first bits are those of the range.
 * @param bits how many they are: 0 to 32 for IPv4, 0 to 128 for IPv6.
 */
public record AddressRange(InetAddress first, int bits) {
  private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

  /** Exact, since Java asks the name service for what it does not take for an address. */
  private static final Pattern FORM =
      Pattern.compile(
          "(" + BYTE + "(?:\\." + BYTE + "){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:/(\\d{1,3}))?");

  /**
   * Parses an address or a range; no name is ever looked up.
   *
   * @param text {@code 192.168.1.5}, {@code 172.16.0.0/12}, {@code fd00::/8}.
   * @return the range; empty if the text has another form.
   */
  public static Optional<AddressRange> parse(String text) {
    Matcher form = FORM.matcher(text.trim());
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      InetAddress first = InetAddress.getByName(form.group(1));
      int most = 8 * first.getAddress().length;
      String given = form.group(2);
      int bits = given == null ? most : Integer.parseInt(given);
      return bits > most ? Optional.empty() : Optional.of(new AddressRange(first, bits));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns whether an address is in the range.
   *
   * @param address of either family.
   * @return false for the other family.
   */
  public boolean contains(InetAddress address) {
    byte[] own = first.getAddress();
    byte[] other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if (((own[bit / 8] ^ other[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return first.getHostAddress() + "/" + bits;
  }
}
