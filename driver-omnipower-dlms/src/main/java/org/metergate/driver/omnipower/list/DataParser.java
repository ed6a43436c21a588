// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.metergate.ciphering.BerLength;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;

/**
 * Reads A-XDR data (IEC 62056-6-2, table 3; Green Book 9.5): elements with their type in front, and
 * compact arrays, which have the types of all their elements once, before the contents.
 */
final class DataParser {
  private static final int MAX_ELEMENTS = 200;
  private static final int MAX_DEPTH = 5;
  private static final int MAX_STRING = 64;

  private final ByteCursor in;
  private int elements;

  /** Creates a parser that continues where the cursor stands. */
  DataParser(ByteCursor in) {
    this.in = in;
  }

  /** Reads the next element with everything in it. */
  Element element() throws MalformedException {
    return element(0);
  }

  private Element element(int depth) throws MalformedException {
    int type = in.u8();
    if (type == Types.ARRAY || type == Types.STRUCTURE) {
      int count = counted(BerLength.read(in), depth);
      List<Element> list = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        list.add(element(depth + 1));
      }
      return new Element.Group(list);
    }
    return type == Types.COMPACT_ARRAY ? compactArray(depth) : leaf(type);
  }

  private int counted(int count, int depth) throws MalformedException {
    elements += count;
    if (count > MAX_ELEMENTS || elements > 5 * MAX_ELEMENTS || depth >= MAX_DEPTH) {
      throw new MalformedException("a structure of " + count + " elements at depth " + depth);
    }
    return count;
  }

  private Element.Leaf leaf(int type) throws MalformedException {
    int size = Types.size(type);
    if (size < 0) {
      size = stringLength(type);
    }
    int offset = in.position();
    in.skip(size);
    return new Element.Leaf(type, offset, size);
  }

  private int stringLength(int type) throws MalformedException {
    if (!Types.isString(type) && type != Types.BIT_STRING) {
      throw new MalformedException(
          String.format("%02X before byte %d is not a known type", type, in.position()));
    }
    int length = BerLength.read(in);
    if (type == Types.BIT_STRING) {
      length = (length + 7) / 8;
    }
    if (length > MAX_STRING) {
      throw new MalformedException("a string of " + length + " bytes");
    }
    return length;
  }

  /** The type of an element of a compact array; parts where it is a structure or array. */
  private record Description(int type, List<Description> parts) {}

  private Element.Group compactArray(int depth) throws MalformedException {
    counted(0, depth);
    Description description = description(depth + 1);
    int length = BerLength.read(in);
    if (length > in.remaining()) {
      throw new MalformedException("a compact array of " + length + " bytes");
    }
    int end = in.position() + length;
    List<Element> list = new ArrayList<>();
    while (in.position() < end) {
      int before = in.position();
      counted(1, depth);
      list.add(described(description));
      if (in.position() == before || in.position() > end) {
        throw new MalformedException("the contents of a compact array do not fit its description");
      }
    }
    return new Element.Group(list);
  }

  private Description description(int depth) throws MalformedException {
    int type = in.u8();
    if (type == Types.STRUCTURE) {
      int count = counted(BerLength.read(in), depth);
      List<Description> parts = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        parts.add(description(depth + 1));
      }
      return new Description(type, parts);
    }
    if (type == Types.ARRAY) {
      int count = counted(in.u16(), depth);
      return new Description(type, Collections.nCopies(count, description(depth + 1)));
    }
    return new Description(type, List.of());
  }

  private Element described(Description description) throws MalformedException {
    if (description.type != Types.STRUCTURE && description.type != Types.ARRAY) {
      return leaf(description.type);
    }
    counted(description.parts.size(), 0);
    List<Element> list = new ArrayList<>();
    for (Description part : description.parts) {
      list.add(described(part));
    }
    return new Element.Group(list);
  }
}
