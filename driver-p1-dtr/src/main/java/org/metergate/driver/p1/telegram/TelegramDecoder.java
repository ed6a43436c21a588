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
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;

/**
 * Decodes telegrams of one line. Most records of a telegram are the same as in the previous one, at
 * the same position: these are recognised by their bytes and their content is reused. The same
 * telegram has the same result whatever came before. One thread.
 */
public final class TelegramDecoder {
  private static final Quantity[] NO_NAMES = {};

  private final Stamps stamps;
  private final Slots slots;
  private List<Item.OfChannel> ofChannels = new ArrayList<>();
  private List<Item.OfChannel> before = new ArrayList<>();
  private Channels channels = new Channels(List.of(), null);
  private List<SubMeter> subMeters = List.of();
  private Measurement[] measurements = new Measurement[64];
  private int count;
  private Quantity[] names = NO_NAMES;
  private final List<Item.Identity> identities = new ArrayList<>();
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
   * @param telegram from its slash to its exclamation mark, without parity bits; not kept.
   * @return its content.
   */
  public Decoded decode(byte[] telegram) {
    count = 0;
    identities.clear();
    clock = null;
    date = null;
    timeOfDay = null;
    ofChannels.clear();
    int records = slots.read(telegram);
    for (int i = 0; i < records; i++) {
      take(slots.item(i));
    }
    MeterTime time = time();
    readChannels(time);
    addAll(channels.ofMeter());
    String number = Identifiers.text(Identifiers.best(identities));
    return new Decoded(
        Optional.ofNullable(time),
        Identifiers.isReal(number) ? number : "",
        distinct(),
        subMeters,
        notes(),
        channels.notValid(),
        channels.withoutTime());
  }

  private void take(Item item) {
    if (item instanceof Item.Values some) {
      addAll(some.measurements());
    } else if (item instanceof Item.OfChannel ofChannel) {
      ofChannels.add(ofChannel);
    } else if (item instanceof Item.Clock time) {
      clock = clock == null ? time : clock;
    } else if (item instanceof Item.Identity number) {
      add(number.measurement());
      identities.add(number);
    } else if (item instanceof Item.ClockPart part) {
      date = part.date() && date == null ? part : date;
      timeOfDay = part.date() || timeOfDay != null ? timeOfDay : part;
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

  /** Returns the measurements; names are only compared again if one of them changed. */
  private List<Measurement> distinct() {
    boolean same = count == names.length;
    for (int i = 0; same && i < count; i++) {
      same = measurements[i].quantity().equals(names[i]);
    }
    List<Measurement> all =
        Collections.unmodifiableList(Arrays.asList(Arrays.copyOf(measurements, count)));
    if (same) {
      return all;
    }
    List<Measurement> distinct = DistinctNames.of(withNumbers(all));
    boolean none = distinct == all;
    names = none ? all.stream().map(Measurement::quantity).toArray(Quantity[]::new) : NO_NAMES;
    return Collections.unmodifiableList(distinct);
  }

  /** Only one of several numbers has the name of the meter's number. */
  private List<Measurement> withNumbers(List<Measurement> all) {
    if (identities.size() < 2) {
      return all;
    }
    List<Measurement> named = Identifiers.named(identities);
    List<Measurement> result = new ArrayList<>();
    int next = 0;
    for (Measurement m : all) {
      if (!m.quantity().equals(Quantities.METER_NUMBER)) {
        result.add(m);
      } else if (next < named.size() && named.get(next).register().equals(m.register())) {
        result.add(named.get(next++));
      }
    }
    return result;
  }

  private MeterTime time() {
    if (clock != null || date == null || timeOfDay == null) {
      return clock == null ? null : clock.time();
    }
    byte[] digits = (date.digits() + timeOfDay.digits()).getBytes(StandardCharsets.US_ASCII);
    return Stamps.isStamp(digits, 0, digits.length) ? stamps.read(digits, 0, digits.length) : null;
  }

  /** The channels are only collected again if one of their records changed. */
  private void readChannels(MeterTime time) {
    boolean ahead = channels.dependOn(time);
    boolean same = !ahead && before.size() == ofChannels.size();
    for (int i = 0; same && i < before.size(); i++) {
      same = before.get(i) == ofChannels.get(i);
    }
    if (!same) {
      channels = new Channels(ofChannels, time);
      subMeters = channels.subMeters();
      List<Item.OfChannel> spare = before;
      before = ofChannels;
      ofChannels = spare;
    }
  }

  private Set<Note> notes() {
    boolean unset = clock != null && clock.time() == null;
    if (!unset && slots.unreadable() == 0) {
      return Set.of();
    }
    Set<Note> notes = EnumSet.noneOf(Note.class);
    if (unset) {
      notes.add(Note.CLOCK_NOT_SET);
    }
    if (slots.unreadable() > 0) {
      notes.add(Note.LINES_UNREADABLE);
    }
    return notes;
  }
}
