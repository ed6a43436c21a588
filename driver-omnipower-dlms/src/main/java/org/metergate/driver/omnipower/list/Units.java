// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Unit;

/** The unit enumeration of IEC 62056-6-2, table 4, as far as meters on such a port use it. */
final class Units {
  private Units() {}

  static Unit of(int number) {
    return switch (number) {
      case 5 -> Unit.HOUR;
      case 7 -> Unit.SECOND;
      case 9 -> Unit.CELSIUS;
      case 13 -> Unit.M3;
      case 27 -> Unit.W;
      case 28 -> Unit.VA;
      case 29 -> Unit.VAR;
      case 30 -> Unit.WH;
      case 31 -> Unit.VAH;
      case 32 -> Unit.VARH;
      case 33 -> Unit.A;
      case 35 -> Unit.V;
      case 44 -> Unit.HZ;
      case 255 -> Unit.NONE;
      default -> new Unit("cosem-unit-" + number, "unit " + number);
    };
  }

  /** The unit of a list whose table defines it once for all registers of a kind. */
  static Unit of(Dimension dimension) {
    return switch (dimension) {
      case ENERGY -> Unit.WH;
      case REACTIVE_ENERGY -> Unit.VARH;
      case POWER -> Unit.W;
      case REACTIVE_POWER -> Unit.VAR;
      case VOLTAGE -> Unit.V;
      case CURRENT -> Unit.A;
      case POWER_FACTOR -> Unit.NONE;
      default -> null;
    };
  }
}
