// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/** Collects the slots of a shape while a list is read for the first time. */
final class Slots {
  private static final long NO_LIMIT = Long.MAX_VALUE;

  private final byte[] message;
  private final int time;
  private final List<Slot> slots = new ArrayList<>();
  private final Set<String> registers = new HashSet<>();

  /**
   * Creates an empty collection.
   *
   * @param message its bytes.
   * @param time where the message's own date and time begin, or -1.
   */
  Slots(byte[] message, int time) {
    this.message = message;
    this.time = time;
  }

  List<Slot> all() {
    return slots;
  }

  byte[] message() {
    return message;
  }

  void add(Name name, Element.Leaf leaf, Unit unit, Scaling scaling) throws MalformedException {
    add(name, leaf, unit, scaling, NO_LIMIT);
  }

  /**
   * Adds a register.
   *
   * @param largest a raw integer beyond this is not a value.
   * @throws MalformedException where the register is already in the list.
   */
  void add(Name name, Element.Leaf leaf, Unit unit, Scaling scaling, long largest)
      throws MalformedException {
    if (!registers.add(name.register())) {
      throw new MalformedException("register " + name.register() + " occurs twice");
    }
    if (Types.isInteger(leaf.type())) {
      slots.add(number(name, leaf, unit, scaling, largest));
    } else if (leaf.type() == Types.FLOAT32 || leaf.type() == Types.FLOAT64) {
      int exponent = scaling instanceof Scaling.Known known ? known.exponent() : 0;
      slots.add(new FloatSlot(leaf.offset(), leaf.length(), name, unit, exponent));
    } else if (holdsTime(leaf) || isClock(name) && isTwelveBytes(leaf)) {
      // a clock's register contains a time even where its parts are out of range
      boolean byContent = leaf.type() != Types.DATE_TIME && !isClock(name);
      slots.add(new Slot.Moment(leaf.offset(), name.fitting(Dimension.TIME), byContent));
    } else if (!leaf.isNull()) {
      Name fitting = name.fitting(Dimension.TEXT);
      Value value = new Value.Text(text(leaf));
      slots.add(new Slot.Text(Measurement.of(fitting.quantity(), value, fitting.register())));
    }
  }

  private static NumberSlot number(
      Name name, Element.Leaf leaf, Unit unit, Scaling scaling, long largest) {
    return switch (name.quantity().dimension()) {
      case TEXT -> new NumberSlot(leaf, name, unit, new Scaling.Known(0), largest);
      case TIME -> new NumberSlot(leaf, name.fitting(Dimension.NUMBER), unit, scaling, largest);
      default -> new NumberSlot(leaf, name, unit, scaling, largest);
    };
  }

  private static boolean isClock(Name name) {
    return name.quantity().equals(Quantities.METER_CLOCK) && !name.isPosition();
  }

  /** Returns whether a value is a time by its type or its content. */
  boolean holdsTime(Element.Leaf leaf) {
    return leaf.type() == Types.DATE_TIME
        || isTwelveBytes(leaf) && Slot.Moment.isTime(message, leaf.offset(), time);
  }

  private static boolean isTwelveBytes(Element.Leaf leaf) {
    return leaf.type() == Types.OCTET_STRING && leaf.length() == DateTimes.LENGTH;
  }

  /** A string as text if all of it is printable, else as hexadecimal digits. */
  String text(Element.Leaf leaf) {
    int end = leaf.offset() + leaf.length();
    if (leaf.type() == Types.UTF8_STRING) {
      return new String(message, leaf.offset(), leaf.length(), StandardCharsets.UTF_8).strip();
    }
    boolean printable = leaf.type() != Types.BIT_STRING;
    while (printable && end > leaf.offset() && (message[end - 1] == 0 || message[end - 1] == ' ')) {
      end--; // padding
    }
    StringBuilder text = new StringBuilder();
    for (int i = leaf.offset(); i < end; i++) {
      printable &= message[i] >= ' ' && message[i] < 0x7F;
      text.append((char) (message[i] & 0xFF));
    }
    return printable ? text.toString() : hex(leaf);
  }

  private String hex(Element.Leaf leaf) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < leaf.length(); i++) {
      digits.append(String.format("%02X", message[leaf.offset() + i]));
    }
    return digits.toString();
  }
}
