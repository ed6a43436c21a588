// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Unit;

/**
 * The attribute scaler_unit of registers (IEC 62056-6-2, 4.3.2): a structure of scaler (int8) and
 * unit (enum).
 *
 * @param scaling by the scaler, -9 to 9.
 * @param unit from the table of units.
 */
record ScalerUnit(Scaling scaling, Unit unit) {
  private static final int LARGEST_EXPONENT = 9;

  /** Returns whether an element has the form of this structure. */
  static boolean is(Element element) {
    return element instanceof Element.Group group
        && group.elements().size() == 2
        && group.elements().get(0) instanceof Element.Leaf scaler
        && scaler.type() == Types.INT8
        && group.elements().get(1) instanceof Element.Leaf unit
        && unit.type() == Types.ENUM;
  }

  /**
   * Reads the structure.
   *
   * @param element one that {@linkplain #is is} such a structure.
   * @param register for the sentence of the exception.
   * @throws MalformedException where the scaler is beyond reason.
   */
  static ScalerUnit of(Element element, byte[] message, String register) throws MalformedException {
    Element.Group group = (Element.Group) element;
    int exponent = (int) ((Element.Leaf) group.elements().get(0)).integer(message);
    int unit = (int) ((Element.Leaf) group.elements().get(1)).integer(message);
    if (Math.abs(exponent) > LARGEST_EXPONENT) {
      throw new MalformedException("register " + register + " has scaler " + exponent);
    }
    return new ScalerUnit(new Scaling.Known(exponent), Units.of(unit));
  }
}
