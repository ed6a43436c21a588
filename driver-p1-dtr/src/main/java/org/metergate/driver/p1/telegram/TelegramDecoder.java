// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Value;

/**
 * Decodes telegrams of one line. Most records of a telegram are those of the telegram before, at
 * the same place: these are recognised by their bytes and what they say is used again. The same
 * telegrams give the same results in whatever company they come. One thread.
 */
public final class TelegramDecoder {
  private final RecordReader reader = new RecordReader();
  private final Stamps stamps;
  private final ItemReader items;
  private final List<Slot> slots = new ArrayList<>();
  private List<Item.OfChannel> ofChannels = new ArrayList<>();
  private List<Item.OfChannel> before = new ArrayList<>();
  private Channels channels = new Channels(List.of());
  private List<SubMeter> subMeters = List.of();
  private boolean[] repeats = new boolean[64];
  private Measurement[] measurements = new Measurement[64];

  /** A record at one place of the telegram: its bytes with the blanks behind, what it says. */
  private record Slot(byte[] bytes, long obis, String name, Register register, Item item) {

    boolean isAt(byte[] telegram, int place) {
      int behind = place + bytes.length;
      return behind < telegram.length
          && telegram[behind] != '(' // would belong to this record
          && Arrays.equals(telegram, place, behind, bytes, 0, bytes.length);
    }
  }

  /**
   * Begins with nothing known.
   *
   * @param standardTime how far the meter's winter time is from UTC.
   */
  public TelegramDecoder(ZoneOffset standardTime) {
    stamps = new Stamps(standardTime);
    items = new ItemReader(stamps);
  }

  /**
   * Decodes a telegram.
   *
   * @param telegram from its slash to its exclamation mark, seven bits a byte; not kept.
   * @return what it says.
   */
  public Decoded decode(byte[] telegram) {
    int count = readSlots(telegram);
    int values = 0;
    MeterTime time = null;
    boolean unset = false;
    Item.Identity identity = null;
    Item.ClockPart date = null;
    Item.ClockPart timeOfDay = null;
    ofChannels.clear();
    for (int i = 0; i < count; i++) {
      Item item = slots.get(i).item();
      if (repeats[i]) {
        continue;
      } else if (item instanceof Item.Values some) {
        values = add(some.measurements(), values);
      } else if (item instanceof Item.OfChannel ofChannel) {
        ofChannels.add(ofChannel);
      } else if (item instanceof Item.Clock clock) {
        time = clock.time();
        unset = time == null;
      } else if (item instanceof Item.Identity name) {
        values = add(List.of(name.measurement()), values);
        identity = better(identity, name);
      } else if (item instanceof Item.ClockPart part && part.date()) {
        date = part;
      } else if (item instanceof Item.ClockPart part) {
        timeOfDay = part;
      }
    }
    if (time == null && date != null && timeOfDay != null) {
      time = time(date, timeOfDay);
    }
    readChannels();
    values = add(channels.ofMeter(), values);
    return new Decoded(
        Optional.ofNullable(time),
        identity == null ? "" : text(identity),
        Collections.unmodifiableList(Arrays.asList(Arrays.copyOf(measurements, values))),
        subMeters,
        notes(unset));
  }

  private int readSlots(byte[] telegram) {
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
        otherForm |= slot == null || now.name() != slot.name();
        if (slot == null) {
          slots.add(now);
        } else {
          slots.set(count, now);
        }
        count++;
      }
    }
    if (otherForm) {
      findRepeats(count);
    }
    return count;
  }

  /** A register that stands twice counts once; the channels sort their own records. */
  private void findRepeats(int count) {
    Set<String> seen = new HashSet<>();
    repeats = new boolean[slots.size()];
    for (int i = 0; i < count; i++) {
      Slot slot = slots.get(i);
      repeats[i] = !(slot.item() instanceof Item.OfChannel) && !seen.add(meaning(slot));
    }
  }

  private static String meaning(Slot slot) {
    return slot.register() == null
        ? slot.name()
        : slot.register().quantity().name() + slot.register().form();
  }

  private Slot slot(byte[] telegram, int place, Slot at) {
    boolean same = at != null && at.obis() == reader.obis() && reader.isNamed(at.name());
    String name = same ? at.name() : reader.name();
    Register register = same ? at.register() : ItemReader.register(reader.obis());
    Item item = items.read(reader, register, name);
    byte[] bytes = Arrays.copyOfRange(telegram, place, reader.nextPlace());
    return new Slot(bytes, reader.obis(), name, register, item);
  }

  private int add(List<Measurement> some, int count) {
    int sum = count + some.size();
    if (sum > measurements.length) {
      measurements = Arrays.copyOf(measurements, 2 * sum);
    }
    for (int i = 0; i < some.size(); i++) {
      measurements[count + i] = some.get(i);
    }
    return sum;
  }

  private static Item.Identity better(Item.Identity one, Item.Identity other) {
    boolean first = one == null || text(one).isEmpty();
    return first || other.rank() < one.rank() && !text(other).isEmpty() ? other : one;
  }

  private static String text(Item.Identity identity) {
    return ((Value.Text) identity.measurement().value()).text();
  }

  private MeterTime time(Item.ClockPart date, Item.ClockPart timeOfDay) {
    byte[] digits =
        (date.digits() + timeOfDay.digits()).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    return Stamps.isStamp(digits, 0, digits.length) ? stamps.read(digits, 0, digits.length) : null;
  }

  /** What is said of the channels is put together anew only where one of its records changed. */
  private void readChannels() {
    boolean same = before.size() == ofChannels.size();
    for (int i = 0; same && i < before.size(); i++) {
      same = before.get(i) == ofChannels.get(i);
    }
    if (!same) {
      channels = new Channels(ofChannels);
      subMeters = channels.subMeters();
      List<Item.OfChannel> spare = before;
      before = ofChannels;
      ofChannels = spare;
    }
  }

  private Set<Note> notes(boolean unset) {
    if (!unset && reader.unreadable() == 0 && !channels.notValid()) {
      return Set.of();
    }
    Set<Note> notes = EnumSet.noneOf(Note.class);
    if (unset) {
      notes.add(Note.CLOCK_NOT_SET);
    }
    if (reader.unreadable() > 0) {
      notes.add(Note.LINES_UNREADABLE);
    }
    if (channels.notValid()) {
      notes.add(Note.SUB_METER_NOT_VALID);
    }
    return notes;
  }
}
