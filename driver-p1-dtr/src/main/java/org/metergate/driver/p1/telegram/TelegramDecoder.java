// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Value;

/**
 * Decodes telegrams of one line. Most records of a telegram are the same as in the previous one, at
 * the same position: these are recognised by their bytes and their content is reused. The same
 * telegram has the same result whatever came before. One thread.
 */
public final class TelegramDecoder {
  private final Stamps stamps;
  private final Slots slots;
  private List<Item.OfChannel> ofChannels = new ArrayList<>();
  private List<Item.OfChannel> before = new ArrayList<>();
  private Channels channels = new Channels(List.of());
  private List<SubMeter> subMeters = List.of();
  private Measurement[] measurements = new Measurement[64];
  private int count;
  private Item.Identity identity;
  private Item.Clock clock;
  private Item.ClockPart date;
  private Item.ClockPart timeOfDay;

  /**
   * Creates a decoder without known records.
   *
   * @param standardTime the offset of the meter's winter time from UTC.
   */
  public TelegramDecoder(ZoneOffset standardTime) {
    stamps = new Stamps(standardTime);
    slots = new Slots(stamps);
  }

  /**
   * Decodes a telegram.
   *
   * @param telegram from its slash to its exclamation mark, seven bits a byte; not kept.
   * @return its content.
   */
  public Decoded decode(byte[] telegram) {
    count = 0;
    identity = null;
    clock = null;
    date = null;
    timeOfDay = null;
    ofChannels.clear();
    int records = slots.read(telegram);
    for (int i = 0; i < records; i++) {
      take(slots.item(i));
    }
    readChannels();
    addAll(channels.ofMeter());
    return new Decoded(
        Optional.ofNullable(time()),
        identity == null ? "" : text(identity),
        Collections.unmodifiableList(Arrays.asList(Arrays.copyOf(measurements, count))),
        subMeters,
        notes());
  }

  private void take(Item item) {
    if (item instanceof Item.Values some) {
      addAll(some.measurements());
    } else if (item instanceof Item.OfChannel ofChannel) {
      ofChannels.add(ofChannel);
    } else if (item instanceof Item.Clock time) {
      clock = time;
    } else if (item instanceof Item.Identity name) {
      add(name.measurement());
      identity = better(identity, name);
    } else if (item instanceof Item.ClockPart part) {
      date = part.date() ? part : date;
      timeOfDay = part.date() ? timeOfDay : part;
    }
  }

  private void addAll(List<Measurement> some) {
    for (int i = 0; i < some.size(); i++) {
      add(some.get(i));
    }
  }

  private void add(Measurement measurement) {
    if (count == measurements.length) {
      measurements = Arrays.copyOf(measurements, 2 * count);
    }
    measurements[count++] = measurement;
  }

  private static Item.Identity better(Item.Identity one, Item.Identity other) {
    boolean first = one == null || text(one).isEmpty();
    return first || other.rank() < one.rank() && !text(other).isEmpty() ? other : one;
  }

  private static String text(Item.Identity identity) {
    return ((Value.Text) identity.measurement().value()).text();
  }

  private MeterTime time() {
    if (clock != null || date == null || timeOfDay == null) {
      return clock == null ? null : clock.time();
    }
    byte[] digits = (date.digits() + timeOfDay.digits()).getBytes(StandardCharsets.US_ASCII);
    return Stamps.isStamp(digits, 0, digits.length) ? stamps.read(digits, 0, digits.length) : null;
  }

  /** The channels are only collected again if one of their records changed. */
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

  private Set<Note> notes() {
    boolean unset = clock != null && clock.time() == null;
    if (!unset && slots.unreadable() == 0 && !channels.notValid()) {
      return Set.of();
    }
    Set<Note> notes = EnumSet.noneOf(Note.class);
    if (unset) {
      notes.add(Note.CLOCK_NOT_SET);
    }
    if (slots.unreadable() > 0) {
      notes.add(Note.LINES_UNREADABLE);
    }
    if (channels.notValid()) {
      notes.add(Note.SUB_METER_NOT_VALID);
    }
    return notes;
  }
}
