// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Unit;

/** Units as meters spell them, in upper and lower case as received ({@code kvar}, {@code kVAr}). */
final class Units {
  /** Gigajoule, of heat meters. */
  static final Unit GJ = new Unit("GJ", "GJ");

  private static final Unit MJ = new Unit("MJ", "MJ");
  private static final Unit MWH = new Unit("MWh", "MWh");
  private static final Unit KVA = new Unit("kVA", "kVA");
  private static final Unit KVAH = new Unit("kVAh", "kVAh");

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
          KVA,
          Unit.VA,
          KVAH,
          Unit.VAH,
          Unit.HZ,
          GJ,
          MJ,
          MWH);

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
    String word = new String(b, from, to - from, StandardCharsets.ISO_8859_1);
    if (word.equals("m\u00b3") || word.equals("m\u00c2\u00b3")) { // Latin-1, UTF-8
      return Unit.M3;
    }
    boolean sane = word.length() <= LONGEST && word.matches("[A-Za-z%][A-Za-z0-9/%]*");
    return sane ? new Unit(word, word) : null;
  }

  /**
   * Returns whether values of a dimension have a unit: a counter of energy is not in volts, and a
   * code has none.
   *
   * @param unit any.
   */
  static boolean fits(Unit unit, Dimension dimension) {
    return switch (dimension) {
      case ENERGY -> isOneOf(unit, Unit.KWH, Unit.WH, MWH);
      case REACTIVE_ENERGY -> isOneOf(unit, Unit.KVARH, Unit.VARH);
      case APPARENT_ENERGY -> isOneOf(unit, KVAH, Unit.VAH);
      case HEAT_ENERGY -> isOneOf(unit, GJ, MJ, Unit.KWH, MWH, Unit.WH);
      case POWER -> isOneOf(unit, Unit.KW, Unit.W);
      case REACTIVE_POWER -> isOneOf(unit, Unit.KVAR, Unit.VAR);
      case APPARENT_POWER -> isOneOf(unit, KVA, Unit.VA);
      case VOLTAGE -> isOneOf(unit, Unit.V);
      case CURRENT -> isOneOf(unit, Unit.A);
      case FREQUENCY -> isOneOf(unit, Unit.HZ);
      case DURATION -> isOneOf(unit, Unit.SECOND);
      case VOLUME, GAS_VOLUME, WATER_VOLUME -> isOneOf(unit, Unit.M3);
      default -> false;
    };
  }

  /** Returns whether a meter on a channel may have a unit, whatever it measures. */
  static boolean fitsDevice(Unit unit) {
    return fits(unit, Dimension.VOLUME) || fits(unit, Dimension.HEAT_ENERGY);
  }

  /** Returns whether a limit may have a unit: of current, of power or of apparent power. */
  static boolean fitsLimit(Unit unit) {
    return fits(unit, Dimension.CURRENT)
        || fits(unit, Dimension.POWER)
        || fits(unit, Dimension.APPARENT_POWER);
  }

  private static boolean isOneOf(Unit unit, Unit... units) {
    for (Unit one : units) {
      if (one.equals(unit)) {
        return true;
      }
    }
    return false;
  }

  private static boolean same(byte[] b, int from, int to, byte[] spelling) {
    if (to - from != spelling.length) {
      return false;
    }
    for (int i = 0; i < spelling.length; i++) {
      boolean letter = spelling[i] >= 'A';
      // upper and lower case of a letter differ in one bit; no digit or symbol becomes a letter
      if (letter ? (b[from + i] | 0x20) != (spelling[i] | 0x20) : b[from + i] != spelling[i]) {
        return false;
      }
    }
    return true;
  }
}
