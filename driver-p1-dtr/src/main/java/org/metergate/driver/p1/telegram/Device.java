// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/** What a telegram contains about the meter on one channel. */
final class Device {
  private Kind kind;
  private boolean dead;
  private final List<Item.DeviceNumber> numbers = new ArrayList<>();
  private final Map<String, List<Item.DeviceValue>> values = new LinkedHashMap<>();
  private final List<Item.DeviceSwitch> switches = new ArrayList<>();
  private final List<Measurement> states = new ArrayList<>();

  void add(Item.OfChannel item) {
    if (item instanceof Item.DeviceType type) {
      kind = type.kind();
    } else if (item instanceof Item.DeviceNumber number) {
      numbers.add(number);
    } else if (item instanceof Item.DeviceValue value) {
      add(values.computeIfAbsent(value.register(), register -> new ArrayList<>()), value);
    } else if (item instanceof Item.DeviceSwitch one) {
      switches.add(one);
    } else if (item instanceof Item.DeviceState state) {
      states.add(state.measurement());
    } else {
      dead = true;
    }
  }

  /**
   * Of the hours of a day that some old meters send, the newest is the present value; two values of
   * a register without different times are two values.
   */
  private static void add(List<Item.DeviceValue> known, Item.DeviceValue value) {
    for (int i = 0; i < known.size(); i++) {
      MeterTime before = known.get(i).at();
      if (before != null && value.at() != null && !before.equals(value.at())) {
        if (value.at().local().isAfter(before.local())) {
          known.set(i, value);
        }
        return;
      }
    }
    known.add(value);
  }

  List<Item.DeviceSwitch> switches() {
    return switches;
  }

  List<Measurement> states() {
    return states;
  }

  boolean hasOnlyNumbers() {
    return !numbers.isEmpty() && kind == null && values.isEmpty();
  }

  boolean isUnused() {
    return numbers.isEmpty() && kind == null && values.isEmpty() && !dead;
  }

  void takeNumbers(Device other) {
    numbers.addAll(other.numbers);
  }

  /** Returns its counter; null where it has none. One with a usable time comes first. */
  Item.DeviceValue value() {
    Item.DeviceValue first = null;
    for (List<Item.DeviceValue> some : values.values()) {
      for (Item.DeviceValue value : some) {
        boolean better =
            first == null
                || first.stamp() != Stamps.Use.USABLE && value.stamp() == Stamps.Use.USABLE;
        first = better ? value : first;
      }
    }
    return dead ? null : first;
  }

  /**
   * Without a device type the medium decides, or the unit: a volume is gas in the old standards.
   */
  Kind kind(int channel) {
    if (kind != null) {
      return kind;
    }
    if (channel >= DeviceRecords.MEDIA) {
      return Kind.ofMedium(channel - DeviceRecords.MEDIA);
    }
    Unit unit = value().amount().unit();
    if (unit == null) {
      return Kind.METER;
    }
    return unit.equals(Unit.M3) ? Kind.GAS : unit.equals(Units.GJ) ? Kind.HEAT : Kind.METER;
  }

  /**
   * Returns whether a value whose time is not usable is that of a meter: it has a unit and is not
   * zero, and if its time means "never", the meter has a number.
   */
  boolean isAlive(Item.DeviceValue value) {
    return value.amount().unit() != null
        && value.amount().value().number().signum() != 0
        && (value.stamp() != Stamps.Use.NEVER || !identifier().isEmpty());
  }

  /** Returns the meter's own number; empty where it has none, or only zeros. */
  private String identifier() {
    String text = Identifiers.text(Identifiers.best(identities()));
    return Identifiers.isReal(text) ? text : "";
  }

  private List<Item.Identity> identities() {
    return numbers.stream().map(n -> new Item.Identity(n.rank(), n.measurement())).toList();
  }

  /**
   * Converts it to a meter.
   *
   * @param value its counter.
   * @param at when it was read; null where that is not known.
   */
  SubMeter subMeter(Kind as, Item.DeviceValue value, MeterTime at) {
    List<Measurement> all = new ArrayList<>();
    all.add(measurement(as, value, at));
    for (Measurement number : Identifiers.named(identities())) {
      if (!((Value.Text) number.value()).text().isEmpty()) {
        all.add(number);
      }
    }
    values.values().stream()
        .flatMap(List::stream)
        .filter(other -> other != value && other.valid() && other.stamp() == Stamps.Use.USABLE)
        .forEach(other -> all.add(measurement(as, other, other.at())));
    boolean valve = switches.stream().anyMatch(Item.DeviceSwitch::valve);
    for (Item.DeviceSwitch one : switches) {
      Measurement m = one.measurement();
      all.add(one.valve() || !valve ? m : named(Registers.BREAKER, m));
    }
    all.addAll(states);
    return new SubMeter(
        as, identifier(), Optional.ofNullable(at), List.copyOf(DistinctNames.of(all)));
  }

  private static Measurement measurement(Kind kind, Item.DeviceValue value, MeterTime at) {
    Unit unit = value.amount().unit();
    return new Measurement(
        kind.quantity(unit), value.amount().value(), unit, value.register(), null, at);
  }

  static Measurement named(Quantity quantity, Measurement m) {
    return new Measurement(quantity, m.value(), m.unit(), m.register(), null, null);
  }
}
