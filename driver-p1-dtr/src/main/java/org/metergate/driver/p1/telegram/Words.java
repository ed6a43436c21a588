// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.spi.reading.Value;

/** Words that some meters send where the standards have numbers. */
final class Words {
  private static final Pattern TARIFF = Pattern.compile("(?i)(?:tariff?|rate|t)[ _-]?([0-9]{1,4})");

  /** The states of a breaker (DLMS class disconnect control); a closed breaker conducts. */
  private static final Map<String, Integer> BREAKER =
      Map.of(
          "OFF", 0,
          "ON", 1,
          "DISCONNECTED", 0,
          "CONNECTED", 1,
          "OPEN", 0,
          "CLOSED", 1,
          "READY", 2,
          "READY FOR RECONNECTION", 2);

  private Words() {}

  /** Reads {@code TARIFF 1}; null for anything else. */
  static Value.Decimal tariff(String text) {
    Matcher word = TARIFF.matcher(text);
    return word.matches() ? new Value.Decimal(new BigDecimal(word.group(1))) : null;
  }

  /**
   * Reads the state of a breaker or a relay; null for any other word.
   *
   * @param electric false for a valve, of which only ON and OFF are clear.
   */
  static Value.Decimal state(String text, boolean electric) {
    String word = text.toUpperCase(Locale.ROOT);
    Integer state =
        electric || word.startsWith("O") && !word.equals("OPEN") ? BREAKER.get(word) : null;
    return state == null ? null : new Value.Decimal(BigDecimal.valueOf(state));
  }
}
