// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Quantity;

/**
 * Collects the items of a telegram about the meters on its channels. A channel without a value has
 * no meter, and neither has one whose value was never received, unless the meter's own number shows
 * that there is one: after an exchange the old channel remains, dead.
 */
final class Channels {
  /** A value may be ahead of the clock of its telegram by what that clock may be wrong. */
  private static final int MAX_DAYS_AHEAD = 31;

  private final LocalDateTime latest;
  private final List<SubMeter> subMeters = new ArrayList<>();
  private final List<Measurement> ofMeter = new ArrayList<>();
  private final Set<Kind> notValid = EnumSet.noneOf(Kind.class);
  private final Set<Kind> withoutTime = EnumSet.noneOf(Kind.class);
  private LocalDateTime newest;
  private boolean ahead;

  /**
   * Reads the items of one telegram.
   *
   * @param time of the telegram; null where it has none.
   */
  Channels(List<Item.OfChannel> items, MeterTime time) {
    latest = latest(time);
    Map<Integer, Device> devices = new TreeMap<>();
    for (Item.OfChannel item : items) {
      devices.computeIfAbsent(item.channel(), channel -> new Device()).add(item);
    }
    assignNumber(devices);
    devices.forEach(this::finish);
  }

  List<SubMeter> subMeters() {
    return List.copyOf(subMeters);
  }

  /** Returns items on a channel without a meter, which belong to the P1 meter: relays. */
  List<Measurement> ofMeter() {
    return ofMeter;
  }

  /** Returns the kinds of meters whose value is marked as not valid. */
  Set<Kind> notValid() {
    return notValid;
  }

  /** Returns the kinds of meters whose value has a time that is not usable. */
  Set<Kind> withoutTime() {
    return withoutTime;
  }

  /** Returns whether another time of the telegram than before may change the result. */
  boolean dependOn(MeterTime time) {
    return ahead || newest != null && newest.isAfter(latest(time));
  }

  private static LocalDateTime latest(MeterTime time) {
    return time == null ? LocalDateTime.MAX : time.local().plusDays(MAX_DAYS_AHEAD);
  }

  /**
   * A medium has no number of its own; if one M-Bus channel has only a number, it belongs to the
   * medium.
   */
  private static void assignNumber(Map<Integer, Device> devices) {
    List<Device> media = new ArrayList<>();
    List<Device> numbers = new ArrayList<>();
    devices.forEach(
        (channel, device) -> {
          if (channel >= DeviceRecords.MEDIA) {
            media.add(device);
          } else if (device.hasOnlyNumbers()) {
            numbers.add(device);
          }
        });
    if (media.size() == 1 && numbers.size() == 1) {
      media.get(0).takeNumbers(numbers.get(0));
    }
  }

  private void finish(int channel, Device device) {
    Item.DeviceValue value = device.value();
    if (value == null) {
      if (device.isUnused()) {
        ofMeter.addAll(relays(channel, device));
      }
      return;
    }
    Kind kind = device.kind(channel);
    if (!value.valid()) {
      notValid.add(kind);
      return;
    }
    LocalDateTime at = value.at() == null ? null : value.at().local();
    newest = at != null && (newest == null || at.isAfter(newest)) ? at : newest;
    boolean early = at != null && at.isAfter(latest);
    ahead |= early;
    if (early || value.stamp() != Stamps.Use.USABLE) {
      if (!device.isAlive(value)) {
        return;
      }
      withoutTime.add(kind);
    }
    subMeters.add(device.subMeter(kind, value, early ? null : value.at()));
  }

  private static List<Measurement> relays(int channel, Device device) {
    Quantity relay =
        new Quantity("relay_" + channel, Quantity.Kind.STATE, Dimension.NUMBER, "Relay " + channel);
    List<Measurement> relays = new ArrayList<>();
    for (Item.DeviceSwitch one : device.switches()) {
      relays.add(Device.named(relay, one.measurement()));
    }
    relays.addAll(device.states());
    return relays;
  }
}
