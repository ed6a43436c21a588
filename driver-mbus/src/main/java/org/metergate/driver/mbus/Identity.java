// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.request.SecondaryAddress;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.driver.mbus.telegram.DataRecord;
import org.metergate.driver.mbus.telegram.Header;
import org.metergate.driver.mbus.telegram.TelegramDecoder;

/**
 * Who answered, by what can be selected.
 *
 * @param number the eight digits of the identification; empty if the answer has none.
 * @param digits the secondary address, 16 digits; what the answer does not have is a wild card.
 * @param fabrication the eight digits of the fabrication number; empty if the answer has none.
 */
record Identity(String number, String digits, String fabrication) {
  /** How many digits an identification has, with which a secondary address begins. */
  static final int DIGITS = 8;

  private static final String FABRICATION = "0C-78";

  static Identity of(LongFrame answer) {
    Answer content = TelegramDecoder.decode(answer);
    if (content instanceof Answer.Telegram telegram) {
      return of(List.of(telegram));
    }
    return of(content instanceof Answer.Encrypted it ? it.header() : Header.NONE, "");
  }

  /**
   * Returns what all telegrams of an answer say.
   *
   * @param telegrams at least one.
   */
  static Identity of(List<Answer.Telegram> telegrams) {
    String fabrication =
        telegrams.stream()
            .flatMap(telegram -> telegram.records().stream())
            .filter(one -> one.key().equals(FABRICATION))
            .map(Identity::fabrication)
            .findFirst()
            .orElse("");
    return of(telegrams.get(0).header(), fabrication);
  }

  /** Returns what the header of an answer says. */
  static Identity of(Header header) {
    return of(header, "");
  }

  private static Identity of(Header header, String fabrication) {
    String model =
        header.manufacturer() < 0
            ? SecondaryAddress.EIGHT_WILD_CARDS
            : String.format(
                Locale.ROOT,
                "%02X%02X%02X%02X",
                header.manufacturer() & 0xFF,
                header.manufacturer() >> 8,
                header.version() & 0xFF,
                header.medium() & 0xFF);
    return new Identity(header.identity(), header.identity() + model, fabrication);
  }

  private static String fabrication(DataRecord bcd) {
    StringBuilder digits = new StringBuilder();
    for (int i = bcd.raw().length - 1; i >= 0; i--) {
      digits.append(HexFormat.of().toHexDigits(bcd.raw()[i]));
    }
    return digits.toString().matches("[0-9]{8}") ? digits.toString() : "";
  }

  /** Returns the secondary address as people write it, without wild cards at its end. */
  String secondary() {
    return secondary(digits);
  }

  /**
   * Returns a secondary address as people write it.
   *
   * @param digits 16.
   * @return the first eight if the others are wild cards, else all.
   */
  static String secondary(String digits) {
    return digits.endsWith(SecondaryAddress.EIGHT_WILD_CARDS)
        ? digits.substring(0, DIGITS)
        : digits;
  }

  /** Returns the selection by all that is known; empty if the identification is not. */
  Optional<SecondaryAddress> selection() {
    return number.isEmpty()
        ? Optional.empty()
        : SecondaryAddress.parse(digits).map(all -> all.withFabrication(fabrication));
  }

  /** Returns whether this meter is meant by a selection. */
  boolean isMeantBy(SecondaryAddress wanted) {
    if (number.length() != DIGITS || !wanted.matches(digits)) {
      return false;
    }
    for (int i = 0; i < wanted.fabrication().length(); i++) {
      char digit = wanted.fabrication().charAt(i);
      if (digit != 'F' && (fabrication.isEmpty() || fabrication.charAt(i) != digit)) {
        return false;
      }
    }
    return true;
  }
}
