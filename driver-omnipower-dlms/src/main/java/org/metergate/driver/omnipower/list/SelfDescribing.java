// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.util.List;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Unit;

/**
 * Lists of other manufacturers that contain OBIS codes: structures of OBIS code, value and, mostly,
 * a structure of scaler and unit (Aidon, Iskra), or the same without the enclosing structures
 * (Kaifa in Austria, Landis+Gyr). Without a scaler the raw integer is kept and no value is derived.
 */
final class SelfDescribing {
  /**
   * Group A of OBIS is a medium; texts of six characters, which look like a code, begin with a
   * higher byte.
   */
  private static final int HIGHEST_MEDIUM = 15;

  private static final int LARGEST_EXPONENT = 9;

  private final Slots slots;
  private int place;
  private boolean named;

  private SelfDescribing(Slots slots) {
    this.slots = slots;
  }

  /** Reads a list; false where it contains no OBIS code. */
  static boolean read(List<Element> elements, Slots slots) throws MalformedException {
    SelfDescribing list = new SelfDescribing(slots);
    list.group(elements);
    return list.named;
  }

  private void group(List<Element> elements) throws MalformedException {
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i) instanceof Element.Group inner) {
        group(inner.elements());
      } else if (isCode(elements, i)) {
        Element.Leaf code = (Element.Leaf) elements.get(i++);
        Element.Leaf value = (Element.Leaf) elements.get(i);
        boolean scaled = i + 1 < elements.size() && isScale(elements.get(i + 1));
        Name name = Name.of(Obis.at(slots.message(), code.offset()));
        if (scaled) {
          add(name, value, ((Element.Group) elements.get(++i)).elements());
        } else {
          slots.add(name, value, null, Scaling.OPEN);
        }
        named = true;
        place += 2;
      } else {
        Element.Leaf value = (Element.Leaf) elements.get(i);
        Name name = slots.holdsTime(value) ? Name.clockAt(place) : Name.ofPosition(place);
        slots.add(name, value, null, Scaling.OPEN);
        place++;
      }
    }
  }

  private void add(Name name, Element.Leaf value, List<Element> scale) throws MalformedException {
    int exponent = slots.message()[((Element.Leaf) scale.get(0)).offset()];
    int unit = slots.message()[((Element.Leaf) scale.get(1)).offset()] & 0xFF;
    if (Math.abs(exponent) > LARGEST_EXPONENT) {
      throw new MalformedException("register " + name.register() + " has scaler " + exponent);
    }
    Unit known = Units.of(unit);
    slots.add(name, value, known, new Scaling.Known(exponent));
  }

  private boolean isCode(List<Element> elements, int i) {
    return elements.get(i) instanceof Element.Leaf code
        && code.mayBeObis()
        && (slots.message()[code.offset()] & 0xFF) <= HIGHEST_MEDIUM
        && i + 1 < elements.size()
        && elements.get(i + 1) instanceof Element.Leaf;
  }

  private static boolean isScale(Element element) {
    return element instanceof Element.Group group
        && group.elements().size() == 2
        && group.elements().get(0) instanceof Element.Leaf scaler
        && scaler.type() == Types.INT8
        && group.elements().get(1) instanceof Element.Leaf unit
        && unit.type() == Types.ENUM;
  }
}
