// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.util.List;
import org.metergate.spi.codec.MalformedException;

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

  private final Slots slots;
  private int place;
  private boolean named;

  private SelfDescribing(Slots slots) {
    this.slots = slots;
  }

  /** Reads a list; false where it has values, but not one with an OBIS code. */
  static boolean read(List<Element> elements, Slots slots) throws MalformedException {
    SelfDescribing list = new SelfDescribing(slots);
    list.group(elements);
    return list.named || list.onlyClocks();
  }

  private boolean onlyClocks() {
    return !slots.all().isEmpty()
        && slots.all().stream().allMatch(slot -> slot instanceof Slot.Moment);
  }

  private void group(List<Element> elements) throws MalformedException {
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i) instanceof Element.Group inner) {
        group(inner.elements());
      } else if (isCode(elements, i)) {
        Element.Leaf code = (Element.Leaf) elements.get(i++);
        Element.Leaf value = (Element.Leaf) elements.get(i);
        boolean scaled = i + 1 < elements.size() && ScalerUnit.is(elements.get(i + 1));
        Name name = Name.of(Obis.at(slots.message(), code.offset()));
        if (scaled) {
          ScalerUnit scale = ScalerUnit.of(elements.get(++i), slots.message(), name.register());
          slots.add(name, value, scale.unit(), scale.scaling());
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

  private boolean isCode(List<Element> elements, int i) {
    return elements.get(i) instanceof Element.Leaf code
        && code.mayBeObis()
        && (slots.message()[code.offset()] & 0xFF) <= HIGHEST_MEDIUM
        && !Obis.at(slots.message(), code.offset()).isPushSetup()
        && i + 1 < elements.size()
        && elements.get(i + 1) instanceof Element.Leaf;
  }
}
