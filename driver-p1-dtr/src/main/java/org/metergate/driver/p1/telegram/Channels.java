// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/**
 * Collects the items of a telegram about the meters on its channels. A channel without a value, or
 * with one that was never received, has no meter: after an exchange the old channel remains, dead.
 */
final class Channels {
  private final List<SubMeter> subMeters = new ArrayList<>();
  private final List<Measurement> ofMeter = new ArrayList<>();
  private boolean notValid;

  private static final class Device {
    private Kind kind;
    private Measurement number;
    private Item.DeviceValue value;
    private boolean dead;
    private final List<Item.DeviceState> states = new ArrayList<>();
  }

  /** Reads the items of one telegram. */
  Channels(List<Item.OfChannel> items) {
    Map<Integer, Device> devices = new TreeMap<>();
    for (Item.OfChannel item : items) {
      add(devices.computeIfAbsent(item.channel(), channel -> new Device()), item);
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

  boolean notValid() {
    return notValid;
  }

  private static void add(Device device, Item.OfChannel item) {
    if (item instanceof Item.DeviceType type) {
      device.kind = type.kind();
    } else if (item instanceof Item.DeviceNumber number) {
      device.number = number.measurement();
    } else if (item instanceof Item.DeviceValue value) {
      device.value = newer(device.value, value);
    } else if (item instanceof Item.DeviceState state) {
      device.states.add(state);
    } else {
      device.dead = true;
    }
  }

  /** Of the hours of a day that some old meters send, the newest is the present value. */
  private static Item.DeviceValue newer(Item.DeviceValue one, Item.DeviceValue other) {
    boolean later =
        one == null
            || one.at() != null
                && other.at() != null
                && other.at().local().isAfter(one.at().local());
    return later ? other : one;
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
          } else if (device.number != null && device.kind == null && device.value == null) {
            numbers.add(device);
          }
        });
    if (media.size() == 1 && numbers.size() == 1) {
      media.get(0).number = numbers.get(0).number;
    }
  }

  private void finish(int channel, Device device) {
    if (device.value != null && !device.value.valid()) {
      notValid = true;
    } else if (device.value != null && !device.dead) {
      subMeters.add(subMeter(channel, device));
    } else if (device.kind == null && device.number == null && !device.dead) {
      device.states.forEach(state -> ofMeter.add(relay(channel, state)));
    }
  }

  private static SubMeter subMeter(int channel, Device device) {
    Kind kind = device.kind == null ? kind(channel, device.value) : device.kind;
    Item.DeviceValue value = device.value;
    Unit unit = value.amount().unit();
    List<Measurement> measurements = new ArrayList<>();
    measurements.add(
        new Measurement(
            kind.quantity(unit), value.amount().value(), unit, value.register(), null, value.at()));
    String identifier = "";
    if (device.number != null && device.number.value() instanceof Value.Text text) {
      identifier = text.text();
      if (!identifier.isEmpty()) {
        measurements.add(device.number);
      }
    }
    device.states.forEach(state -> measurements.add(state.measurement()));
    MeterTime at = value.at();
    return new SubMeter(kind, identifier, Optional.ofNullable(at), List.copyOf(measurements));
  }

  /**
   * Without a device type the medium decides, or the unit: a volume is gas in the old standards.
   */
  private static Kind kind(int channel, Item.DeviceValue value) {
    if (channel >= DeviceRecords.MEDIA) {
      return Kind.ofMedium(channel - DeviceRecords.MEDIA);
    }
    Unit unit = value.amount().unit();
    if (unit == null) {
      return Kind.METER;
    }
    return unit.equals(Unit.M3) ? Kind.GAS : unit.equals(Units.GJ) ? Kind.HEAT : Kind.METER;
  }

  private static Measurement relay(int channel, Item.DeviceState state) {
    Measurement m = state.measurement();
    if (!state.valve()) {
      return m;
    }
    Quantity relay =
        new Quantity("relay_" + channel, Quantity.Kind.STATE, Dimension.NUMBER, "Relay " + channel);
    return new Measurement(relay, m.value(), m.unit(), m.register(), null, null);
  }
}
