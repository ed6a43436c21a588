// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import java.util.Optional;
import org.metergate.driver.mbus.telegram.Header;

/**
 * What the names of a meter's records depend on: what it measures, and whether it is Kamstrup's.
 *
 * @param medium what it measures.
 * @param maker whose codes it uses.
 */
record MeterKind(Medium medium, Maker maker) {

  /** What flows through a meter (EN 13757-3, table of media), as far as it matters for names. */
  enum Medium {
    /** Heat, in the flow or in the return (04, 0C), or as steam (05). */
    HEAT,
    /** Heat and cooling (0D). */
    HEAT_AND_COOLING,
    /** Cooling (0A, 0B). */
    COOLING,
    /** Drinking water, cold, warm or hot (06, 07, 15, 16). */
    WATER,
    /** Gas (03). */
    GAS,
    /** Electricity (02). */
    ELECTRICITY,
    /** Anything else, or not said. */
    OTHER;

    /** Returns whether its energy is that of water. */
    boolean isThermal() {
      return this == HEAT || this == HEAT_AND_COOLING || this == COOLING;
    }

    static Medium of(int code) {
      return switch (code) {
        case 0x02 -> ELECTRICITY;
        case 0x03 -> GAS;
        case 0x04, 0x05, 0x0C -> HEAT;
        case 0x0A, 0x0B -> COOLING;
        case 0x0D -> HEAT_AND_COOLING;
        case 0x06, 0x07, 0x15, 0x16 -> WATER;
        default -> OTHER;
      };
    }
  }

  /** Whose codes a meter uses. */
  enum Maker {
    /** Kamstrup's MULTICAL 302, of which it is known over which time it keeps its maxima. */
    MULTICAL_302,
    /** Another meter of Kamstrup. */
    KAMSTRUP,
    /** Another manufacturer, whose own codes mean something else. */
    OTHER
  }

  static MeterKind of(Header header) {
    Medium medium = Medium.of(header.medium());
    if (!KamstrupModel.isKamstrup(header)) {
      return new MeterKind(medium, Maker.OTHER);
    }
    boolean is302 = KamstrupModel.of(header).equals(Optional.of(KamstrupModel.MULTICAL_302));
    return new MeterKind(medium, is302 ? Maker.MULTICAL_302 : Maker.KAMSTRUP);
  }

  boolean isKamstrup() {
    return maker != Maker.OTHER;
  }
}
