// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The records of a telegram by their positions. A record with the same bytes as at the same
 * position of the previous telegram is not read again. One thread.
 */
final class Slots {
  private final RecordReader reader = new RecordReader();
  private final ItemReader items;
  private final List<Slot> slots = new ArrayList<>();
  private boolean[] repeats = {};

  /** A record at one position: its bytes including trailing blanks, and its content. */
  private record Slot(byte[] bytes, long obis, String name, Register register, Item item) {

    boolean isAt(byte[] telegram, int place) {
      int end = place + bytes.length;
      return end < telegram.length
          && telegram[end] != '(' // would belong to this record
          && Arrays.equals(telegram, place, end, bytes, 0, bytes.length);
    }

    /** Identifies its content; two records with the same one are a repetition. */
    String identity() {
      boolean plain = register == null || register.form() == Form.CLOCK_PART;
      return plain ? name : register.quantity().name();
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
    boolean otherForm = false;
    while (!reader.atEnd()) {
      int place = reader.nextPlace();
      Slot slot = count < slots.size() ? slots.get(count) : null;
      if (slot != null && slot.isAt(telegram, place)) {
        reader.goTo(place + slot.bytes().length);
        count++;
      } else if (reader.read()) {
        Slot now = slot(telegram, place, slot);
        otherForm |= slot == null || !now.name().equals(slot.name());
        put(count++, now);
      }
    }
    if (otherForm) {
      findRepeats(count);
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

  /** A register that occurs twice counts once; the channels sort their own records. */
  private void findRepeats(int count) {
    Set<String> seen = new HashSet<>();
    repeats = new boolean[slots.size()];
    for (int i = 0; i < count; i++) {
      Slot slot = slots.get(i);
      repeats[i] = !(slot.item() instanceof Item.OfChannel) && !seen.add(slot.identity());
    }
  }

  /** Returns the content of the record at a position; null for a repetition. */
  Item item(int place) {
    return repeats[place] ? null : slots.get(place).item();
  }

  /** Returns how many lines of the last telegram were not records. */
  int unreadable() {
    return reader.unreadable();
  }
}
