// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.metergate.spi.reading.Unit;

/** Units as meters spell them, in upper and lower case as received ({@code kvar}, {@code kVAr}). */
final class Units {
  /** Gigajoule, of heat meters. */
  static final Unit GJ = new Unit("GJ", "GJ");

  private static final int LONGEST = 8;

  private static final List<Unit> KNOWN =
      List.of(
          Unit.KWH,
          Unit.KW,
          Unit.V,
          Unit.A,
          Unit.M3,
          Unit.SECOND,
          Unit.WH,
          Unit.W,
          Unit.KVARH,
          Unit.KVAR,
          Unit.VARH,
          Unit.VAR,
          new Unit("kVA", "kVA"),
          Unit.VA,
          new Unit("kVAh", "kVAh"),
          Unit.VAH,
          Unit.HZ,
          GJ,
          new Unit("MJ", "MJ"),
          new Unit("MWh", "MWh"));

  /** The spellings, in the order of {@link #KNOWN}. */
  private static final byte[][] SPELLINGS =
      KNOWN.stream()
          .map(unit -> unit.ascii().getBytes(StandardCharsets.US_ASCII))
          .toArray(byte[][]::new);

  private Units() {}

  /**
   * Finds a unit by its spelling; an unknown word becomes a new unit; null where it is not a word.
   */
  static Unit read(byte[] b, int from, int to) {
    for (int i = 0; i < SPELLINGS.length; i++) {
      if (same(b, from, to, SPELLINGS[i])) {
        return KNOWN.get(i);
      }
    }
    String word = new String(b, from, to - from, StandardCharsets.US_ASCII).strip();
    boolean sane = word.length() <= LONGEST && word.matches("[A-Za-z%][A-Za-z0-9/%]*");
    return sane ? new Unit(word, word) : null;
  }

  private static boolean same(byte[] b, int from, int to, byte[] spelling) {
    if (to - from != spelling.length) {
      return false;
    }
    for (int i = 0; i < spelling.length; i++) {
      // upper and lower case differ in one bit; no digit or symbol becomes a letter this way
      if ((b[from + i] | 0x20) != (spelling[i] | 0x20)) {
        return false;
      }
    }
    return true;
  }
}
