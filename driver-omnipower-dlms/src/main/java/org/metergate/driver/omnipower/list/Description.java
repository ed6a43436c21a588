// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The description that some lists have in front of their values: the attribute push_object_list of
 * the class push setup (IEC 62056-6-2, 4.4.8), an array with one entry for each value. It usually
 * describes itself too, in its first entry.
 *
 * @param entries in the order of the values.
 */
record Description(List<Entry> entries) {
  private static final int SHORTEST_ENTRY = 3;
  private static final int INTEGER_BYTES = 4;

  /**
   * Which attribute of which object a value is. More parts than these (restriction and columns)
   * select parts of complex attributes and are passed over.
   *
   * @param classId the class of the object.
   * @param code its logical name.
   * @param attribute 1 for the logical name; what others mean depends on the class.
   * @param index an element of a complex attribute, 0 for the whole.
   */
  record Entry(int classId, Obis code, int attribute, int index) {
    private static final int DATA = 1;
    private static final int REGISTER = 3;
    private static final int EXTENDED_REGISTER = 4;
    private static final int DEMAND_REGISTER = 5;
    private static final int CLOCK = 8;
    private static final int PUSH_SETUP = 40;

    boolean isDescription() {
      return classId == PUSH_SETUP && attribute == 2;
    }

    boolean isLogicalName() {
      return attribute == 1;
    }

    boolean isScale() {
      return attribute == (classId == DEMAND_REGISTER ? 4 : 3) && isRegister();
    }

    /** A number that the scale of its object applies to. */
    boolean isMeasured() {
      return isRegister() && (attribute == 2 || classId == DEMAND_REGISTER && attribute == 3);
    }

    boolean isClock() {
      return classId == CLOCK && attribute == 2;
    }

    /** The value of the object, which its logical name alone stands for. */
    boolean isValue() {
      return attribute == 2 && (index == 0 || isRegister());
    }

    boolean isPlainData() {
      return classId == DATA;
    }

    private boolean isRegister() {
      return classId == REGISTER || classId == EXTENDED_REGISTER || classId == DEMAND_REGISTER;
    }
  }

  /** Reads a description; nothing where the element is something else. */
  static Optional<Description> of(Element element, byte[] message) {
    if (!(element instanceof Element.Group group) || group.elements().isEmpty()) {
      return Optional.empty();
    }
    List<Entry> entries = new ArrayList<>();
    for (Element part : group.elements()) {
      if (!(part instanceof Element.Group entry) || !isEntry(entry.elements())) {
        return Optional.empty();
      }
      entries.add(entry(entry.elements(), message));
    }
    return Optional.of(new Description(entries));
  }

  private static boolean isEntry(List<Element> parts) {
    return parts.size() >= SHORTEST_ENTRY
        && isInteger(parts.get(0))
        && parts.get(1) instanceof Element.Leaf code
        && code.mayBeObis()
        && isInteger(parts.get(2))
        && (parts.size() == SHORTEST_ENTRY || isInteger(parts.get(3)));
  }

  private static boolean isInteger(Element element) {
    return element instanceof Element.Leaf leaf
        && Types.isInteger(leaf.type())
        && leaf.length() <= INTEGER_BYTES;
  }

  private static Entry entry(List<Element> parts, byte[] message) {
    Obis code = Obis.at(message, ((Element.Leaf) parts.get(1)).offset());
    int index = parts.size() == SHORTEST_ENTRY ? 0 : integer(parts.get(3), message);
    return new Entry(integer(parts.get(0), message), code, integer(parts.get(2), message), index);
  }

  private static int integer(Element element, byte[] message) {
    return (int) ((Element.Leaf) element).integer(message);
  }
}
