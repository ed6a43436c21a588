// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The records of a telegram by their positions. A record with the same bytes as at the same
 * position of the previous telegram is not read again. One thread.
 */
final class Slots {
  private final RecordReader reader = new RecordReader();
  private final ItemReader items;
  private final List<Slot> slots = new ArrayList<>();

  /** A record at one position: its bytes including trailing blanks, and its content. */
  private record Slot(byte[] bytes, long obis, String name, Register register, Item item) {

    boolean isAt(byte[] telegram, int place) {
      int end = place + bytes.length;
      return end < telegram.length
          && telegram[end] != '(' // would belong to this record
          && Arrays.equals(telegram, place, end, bytes, 0, bytes.length);
    }
  }

  Slots(Stamps stamps) {
    items = new ItemReader(stamps);
  }

  /**
   * Reads a telegram.
   *
   * @return how many records it has.
   */
  int read(byte[] telegram) {
    reader.begin(telegram);
    int count = 0;
    while (!reader.atEnd()) {
      int place = reader.nextPlace();
      Slot slot = count < slots.size() ? slots.get(count) : null;
      if (slot != null && slot.isAt(telegram, place)) {
        reader.goTo(place + slot.bytes().length);
        count++;
      } else if (reader.read()) {
        put(count++, slot(telegram, place, slot));
      }
    }
    return count;
  }

  private Slot slot(byte[] telegram, int place, Slot at) {
    boolean same = at != null && at.obis() == reader.obis() && reader.isNamed(at.name());
    String name = same ? at.name() : reader.name();
    Register register = same ? at.register() : ItemReader.register(reader.obis());
    Item item = items.read(reader, register, name);
    byte[] bytes = Arrays.copyOfRange(telegram, place, reader.nextPlace());
    return new Slot(bytes, reader.obis(), name, register, item);
  }

  private void put(int place, Slot slot) {
    if (place == slots.size()) {
      slots.add(slot);
    } else {
      slots.set(place, slot);
    }
  }

  /** Returns the content of the record at a position. */
  Item item(int place) {
    return slots.get(place).item();
  }

  /** Returns how many lines of the last telegram were not records. */
  int unreadable() {
    return reader.unreadable();
  }
}
