// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import org.metergate.driver.mbus.telegram.Vif;
import org.metergate.spi.reading.Unit;

/**
 * In which unit a number is written, and with how many decimals: the unit comes from the VIF, and
 * is the multiple in which the meter shows it. A meter that counts in steps of 0.1 MWh has MWh with
 * one decimal, one that counts in 10 Wh has kWh with two.
 *
 * @param unit of the value; null if the VIF does not give it.
 * @param shift the value in the unit of the VIF times ten to this power is in {@code unit}.
 * @param decimals that one step of the meter has in {@code unit}, 0 or more.
 */
record Scale(Unit unit, int shift, int decimals) {
  private static final int THOUSAND = 3;

  /** The multiples of a unit by the power of ten, the smallest first. */
  private static final Map<String, Ladder> LADDERS = new HashMap<>();

  private static final Map<String, Unit> UNITS =
      Map.of(
          "", Unit.NONE,
          "m3", Unit.M3,
          "degC", Unit.CELSIUS,
          "m3/h", new Unit("m3/h", "m³/h"),
          "m3/min", new Unit("m3/min", "m³/min"),
          "m3/s", new Unit("m3/s", "m³/s"),
          "ft3", new Unit("ft3", "ft³"),
          "deg", new Unit("deg", "°"),
          "degF", new Unit("degF", "°F"));

  static {
    ladder("Wh", "kWh", "MWh", "GWh");
    ladder("J", "kJ", "MJ", "GJ");
    ladder("cal", "kcal", "Mcal", "Gcal");
    ladder("J/h", "kJ/h", "MJ/h", "GJ/h");
    ladder("varh", "kvarh", "Mvarh");
    ladder("VAh", "kVAh", "MVAh");
    ladder("kg", "t");
    // no meter for the home shows megawatts unless it says so
    ladder("W", "kW");
    ladder("var", "kvar");
    ladder("VA", "kVA");
    litres("m3/h", "l/h");
    litres("m3/min", "l/min");
    litres("m3/s", "l/s");
  }

  /**
   * A unit and its multiples.
   *
   * @param units each a thousand times the one before.
   * @param lowest the power of ten of the first one, in the unit of the VIF.
   */
  private record Ladder(Unit[] units, int lowest) {
    /** The smallest multiple of which one step is no more than one; else the largest. */
    int step(int exponent) {
      int wanted = Math.floorDiv(exponent - lowest + THOUSAND - 1, THOUSAND);
      return Math.max(0, Math.min(wanted, units.length - 1));
    }
  }

  private static void ladder(String... names) {
    Unit[] units = new Unit[names.length];
    for (int i = 0; i < names.length; i++) {
      units[i] = unit(names[i]);
    }
    for (int i = 0; i < names.length; i++) {
      LADDERS.put(names[i], new Ladder(units, -THOUSAND * i));
    }
  }

  /** Steps of less than one of the large unit are written in litres. */
  private static void litres(String large, String small) {
    Unit[] units = {unit(small), unit(large)};
    LADDERS.put(large, new Ladder(units, -THOUSAND));
  }

  /**
   * Finds the unit for a value.
   *
   * @param vif with the unit and the step.
   * @return the unit and how to convert to it.
   */
  static Scale of(Vif vif) {
    int exponent = vif.exponent();
    Ladder ladder = LADDERS.get(vif.unit());
    if (ladder == null) {
      return plain(unit(vif.unit()), exponent);
    }
    // the flow in litres goes up to steps of 100 of them, not to one of them
    int step =
        ladder.units[0].ascii().startsWith("l/") ? exponent < 0 ? 0 : 1 : ladder.step(exponent);
    int shift = -(ladder.lowest + THOUSAND * step);
    return new Scale(ladder.units[step], shift, Math.max(0, -(exponent + shift)));
  }

  /**
   * A value that stays in the unit of its VIF, with a step of ten to the power {@code exponent}.
   */
  static Scale plain(Unit unit, int exponent) {
    return new Scale(unit, 0, Math.max(0, -exponent));
  }

  /** Returns a unit by its name; a plain text may have letters that are not ASCII. */
  static Unit unit(String name) {
    String ascii =
        name.replace("\u00B0", "deg")
            .replace('\u00B2', '2')
            .replace('\u00B3', '3')
            .replace('\u00B5', 'u')
            .replaceAll("[^ -~]", "?");
    Unit known = UNITS.get(ascii);
    return known != null ? known : new Unit(ascii, name);
  }

  /** Writes a number, given in the unit of the VIF, with the meter's decimals. */
  BigDecimal write(BigDecimal number) {
    BigDecimal shifted = shift == 0 ? number : number.scaleByPowerOfTen(shift);
    if (shifted.scale() == decimals) {
      return shifted;
    }
    BigDecimal exact = shifted.setScale(decimals, RoundingMode.DOWN);
    // a floating point number may have more decimals than the step of its VIF
    return exact.compareTo(shifted) == 0 ? exact : shifted.stripTrailingZeros();
  }
}
