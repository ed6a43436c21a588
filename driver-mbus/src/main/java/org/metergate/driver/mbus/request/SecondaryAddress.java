// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.request;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which meter is selected (EN 13757-2): its identification and, where that is not enough, its
 * manufacturer, version and medium, or its fabrication number. Each digit may be a wild card.
 *
 * @param digits 16 upper-case hexadecimal digits as people write them: eight of the identification,
 *     four of the manufacturer as they are on the wire, two of the version, two of the medium; F is
 *     a wild card, in the last eight by whole bytes only.
 * @param fabrication eight digits of the fabrication number, F is a wild card; empty if it does not
 *     matter.
 */
public record SecondaryAddress(String digits, String fabrication) {
  private static final Pattern WHOLE =
      Pattern.compile("[0-9A-F?*]{8}(([0-9A-F]{2}|[?*]{2}){4})?", Pattern.CASE_INSENSITIVE);

  /**
   * For an identification, for manufacturer, version and medium together, or for a fabrication
   * number, whatever they are.
   */
  public static final String EIGHT_WILD_CARDS = "FFFFFFFF";

  /** Means every meter. */
  public static final SecondaryAddress ALL =
      new SecondaryAddress(EIGHT_WILD_CARDS + EIGHT_WILD_CARDS, "");

  /** Checks the digits. */
  public SecondaryAddress {
    if (!digits.matches("[0-9A-F]{16}") || !fabrication.matches("([0-9F]{8})?")) {
      throw new IllegalArgumentException("'" + digits + "', '" + fabrication + "'");
    }
  }

  /**
   * Parses an address as people have it.
   *
   * @param text 8 or 16 digits in upper or lower case; F, ? and * are wild cards, in the last eight
   *     two of them for a byte.
   * @return the address, or empty if the text is none.
   */
  public static Optional<SecondaryAddress> parse(String text) {
    String digits = text.strip();
    if (!WHOLE.matcher(digits).matches()) {
      return Optional.empty();
    }
    String upper = digits.toUpperCase(Locale.ROOT).replace('?', 'F').replace('*', 'F');
    return Optional.of(
        new SecondaryAddress(upper.length() == 8 ? upper + EIGHT_WILD_CARDS : upper, ""));
  }

  /**
   * Adds the fabrication number, which meters that share an identification differ in.
   *
   * @param number eight digits, F is a wild card.
   * @return the address with it.
   */
  public SecondaryAddress withFabrication(String number) {
    return new SecondaryAddress(digits, number);
  }

  /**
   * Returns whether several meters may be meant.
   *
   * @return whether a digit of the identification, or a byte of the rest, is a wild card.
   */
  public boolean hasWildCards() {
    boolean wild = digits.substring(0, 8).indexOf('F') >= 0;
    for (int i = 8; i < 16; i += 2) {
      wild |= digits.startsWith("FF", i);
    }
    return wild;
  }

  /**
   * Returns whether a meter is meant.
   *
   * @param wanted the digits of a meter, 16 without a wild card.
   * @return whether each digit is the same or a wild card here.
   */
  public boolean matches(String wanted) {
    for (int i = 0; i < 8; i++) {
      if (digits.charAt(i) != 'F' && digits.charAt(i) != wanted.charAt(i)) {
        return false;
      }
    }
    for (int i = 8; i < 16; i += 2) {
      String part = digits.substring(i, i + 2);
      if (!part.equals("FF") && !part.equals(wanted.substring(i, i + 2))) {
        return false;
      }
    }
    return true;
  }
}
