// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.register;

import org.metergate.spi.reading.Unit;

/**
 * A unit code on the wire (KMP protocol description, table of units, and additions observed in
 * newer meters).
 *
 * @param unit of the value.
 * @param form of its bytes.
 * @param exponent added to the value's own: some codes count in tens of a unit.
 */
record KmpUnit(Unit unit, Form form, int exponent) {
  private static final KmpUnit[] TABLE = new KmpUnit[256];

  /** From 01h on without a gap; 2Fh to 32h and 35h, 36h are not units but forms. */
  private static final String[] NAMES = {
    "Wh kWh MWh GWh J kJ MJ GJ cal kcal Mcal Gcal varh kvarh Mvarh Gvarh VAh kVAh MVAh GVAh",
    "W kW MW GW var kvar Mvar Gvar VA kVA MVA GVA V A kV kA degC K l m3 l/h m3/h m3*degC t t/h h",
    "- - - - . bar - - m3*10 t*10 GJ*10 min . s ms d - - imp/l l/imp Hz deg % USgal USgal/min"
  };

  static {
    int code = 1;
    for (String row : NAMES) {
      for (String name : row.split(" ")) {
        put(code++, name);
      }
    }
    TABLE[0x00] = number(Unit.NONE, 0);
    TABLE[0x2F] = form(Form.CLOCK);
    TABLE[0x30] = form(Form.DATE);
    TABLE[0x31] = form(Form.LONG_DATE);
    TABLE[0x32] = form(Form.DAY_OF_YEAR);
    TABLE[0x35] = form(Form.REVERSED_MOMENT);
    TABLE[0x36] = form(Form.TEXT);
    TABLE[0x4F] = form(Form.SUMMER_TIME_MOMENT);
    put(0x55, "%RH");
    put(0x56, "%O2");
    put(0x57, "m/s");
    put(0x58, "kJ/kg");
    put(0x59, "pH");
    put(0x5A, "g/kg");
    for (int i = 0; i < TABLE.length; i++) {
      if (TABLE[i] == null) { // the number is kept, its unit is named by the code
        TABLE[i] = number(new Unit("kmp-unit-" + i, "unit " + i), 0);
      }
    }
  }

  /** Returns the unit of a code, 0 to 255; an unknown one is named by its number. */
  static KmpUnit of(int code) {
    return TABLE[code];
  }

  private static void put(int code, String name) {
    if (name.endsWith("*10")) {
      TABLE[code] = number(unit(name.substring(0, name.length() - 3)), 1);
    } else if (!name.equals("-")) {
      TABLE[code] = number(name.equals(".") ? Unit.NONE : unit(name), 0);
    }
  }

  private static Unit unit(String name) {
    return switch (name) {
      case "degC" -> Unit.CELSIUS;
      case "m3" -> Unit.M3;
      case "m3/h" -> new Unit("m3/h", "m³/h");
      case "m3*degC" -> new Unit("m3*degC", "m³×°C");
      case "deg" -> new Unit("deg", "°");
      default -> new Unit(name, name);
    };
  }

  private static KmpUnit number(Unit unit, int exponent) {
    return new KmpUnit(unit, Form.NUMBER, exponent);
  }

  private static KmpUnit form(Form form) {
    return new KmpUnit(Unit.NONE, form, 0);
  }
}
