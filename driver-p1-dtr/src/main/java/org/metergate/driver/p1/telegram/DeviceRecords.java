// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import static org.metergate.driver.p1.telegram.Stamps.Use.IMPOSSIBLE;
import static org.metergate.driver.p1.telegram.Stamps.Use.NEVER;
import static org.metergate.driver.p1.telegram.Stamps.Use.USABLE;

import java.nio.charset.StandardCharsets;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/**
 * Reads the records of the meters connected to the P1 meter: their kind, number, counter and valve.
 * In DSMR 2 and 3 the counter is a profile of one value: its time, status, period in minutes, count
 * of values, register, unit, and the values.
 */
final class DeviceRecords {
  /** Media of group A are channels of their own, beyond those of the M-Bus. */
  static final int MEDIA = 64;

  /** Bits of the status byte of a profile (P3 companion standard, 4.2.5). */
  private static final int SUMMER = 0x08;

  private static final int NOT_VALID = 0x04;
  private static final int CLOCK_NOT_VALID = 0x02;

  private static final int PROFILE_HEAD = 6;

  private static final Quantity VALVE =
      new Quantity("valve", Quantity.Kind.STATE, Dimension.NUMBER, "Valve");

  private final Stamps stamps;

  DeviceRecords(Stamps stamps) {
    this.stamps = stamps;
  }

  /** Reads a record of an M-Bus channel, 1 to 8. */
  Item read(RecordReader r, int channel, String name) {
    int cde = Obis.cde(r.obis());
    return switch (cde) {
      case 0x180100 -> type(r, channel);
      case 0x600100, 0x600101 -> number(r, channel, name);
      case 0x180300, 0x180301 -> profile(r, channel, name);
      case 0x180400 -> position(r, channel, name, true);
      case 0x60030A -> position(r, channel, name, false);
      default -> cde >> 8 == 0x1802 ? value(r, channel, name) : state(r, channel, name);
    };
  }

  /** Reads a record whose group A is a medium other than electricity. */
  Item readMedium(RecordReader r, int a, String name) {
    int channel = MEDIA + a;
    return switch (Obis.cde(r.obis())) {
      case 0x170100, 0x180200, 0x180201, 0x030000, 0x010000 -> value(r, channel, name);
      case 0x180400 -> position(r, channel, name, true);
      default -> ItemReader.unnamed(r, name);
    };
  }

  private static Item type(RecordReader r, int channel) {
    Amount type = Amount.read(r.bytes(), r.from(0), r.to(0));
    return new Item.DeviceType(
        channel, type == null ? Kind.METER : Kind.ofDeviceType(type.value().number().intValue()));
  }

  private static Item number(RecordReader r, int channel, String name) {
    Value.Text text = new Value.Text(HexText.read(r.text(0)));
    return new Item.DeviceNumber(
        channel, ItemReader.rank(r), Measurement.of(Quantities.METER_NUMBER, text, name));
  }

  /**
   * Reads {@code (stamp)(value*unit)}, or the two in reverse order, or no stamp. If both groups are
   * numbers, the one with a unit is the value, since digits may be a damaged stamp.
   */
  private Item value(RecordReader r, int channel, String name) {
    Amount amount = null;
    int stamp = -1;
    boolean clear = true;
    for (int i = 0; i < r.groups(); i++) {
      boolean digits = r.groups() > 1 && Stamps.isStamp(r.bytes(), r.from(i), r.to(i));
      Amount here = digits ? null : Amount.read(r.bytes(), r.from(i), r.to(i), Units::fitsDevice);
      if (here == null) {
        stamp = digits || stamp < 0 ? i : stamp;
        continue;
      }
      clear &= amount == null || (here.unit() == null) != (amount.unit() == null);
      boolean better = amount == null || amount.unit() == null;
      stamp = amount == null ? stamp : better ? i - 1 : i;
      amount = better ? here : amount;
    }
    if (amount == null || !clear) {
      return state(r, channel, name);
    }
    return stamped(r, stamp, new Item.DeviceValue(channel, name, amount, null, USABLE, true));
  }

  private Item.DeviceValue stamped(RecordReader r, int stamp, Item.DeviceValue value) {
    if (stamp < 0) {
      return value;
    }
    boolean digits = Stamps.isStamp(r.bytes(), r.from(stamp), r.to(stamp));
    MeterTime at =
        digits ? stamps.read(r.bytes(), r.from(stamp), r.to(stamp)) : Stamps.spelled(r.text(stamp));
    boolean none = at == null && r.to(stamp) > r.from(stamp);
    boolean never = none && digits && Stamps.isNever(r.bytes(), r.from(stamp));
    Stamps.Use use = never ? NEVER : none ? IMPOSSIBLE : USABLE;
    return new Item.DeviceValue(
        value.channel(), value.register(), value.amount(), at, use, value.valid());
  }

  private Item profile(RecordReader r, int channel, String name) {
    int values = r.groups() - PROFILE_HEAD;
    int status = values < 1 ? -1 : status(r.text(1));
    if (status < 0 || !Stamps.isStamp(r.bytes(), r.from(0), r.to(0))) {
      return state(r, channel, name);
    }
    int last = r.groups() - 1;
    Amount amount = Amount.read(r.bytes(), r.from(last), r.to(last));
    if (amount == null) {
      return new Item.DeadDevice(channel);
    }
    byte[] unit = r.text(PROFILE_HEAD - 1).getBytes(StandardCharsets.US_ASCII);
    Unit known = Units.read(unit, 0, unit.length);
    MeterTime first = stamps.withSeason(r.bytes(), r.from(0), (status & SUMMER) != 0);
    boolean clock = first != null && (status & CLOCK_NOT_VALID) == 0;
    MeterTime at = clock ? later(first, (values - 1) * period(r)) : null;
    boolean valid = (status & NOT_VALID) == 0;
    boolean never = Stamps.isNever(r.bytes(), r.from(0));
    Stamps.Use use = never ? NEVER : first == null ? IMPOSSIBLE : USABLE;
    return new Item.DeviceValue(channel, name, new Amount(amount.value(), known), at, use, valid);
  }

  /** The first value has the time of the record, each next one is a period later. */
  private static MeterTime later(MeterTime first, long minutes) {
    return new MeterTime(first.local().plusMinutes(minutes), first.offset());
  }

  private static long period(RecordReader r) {
    Amount period = Amount.read(r.bytes(), r.from(2), r.to(2));
    return period == null ? 0 : period.value().number().longValue();
  }

  private static int status(String text) {
    return text.matches("[0-9A-Fa-f]{2}") ? Integer.parseInt(text, 16) : -1;
  }

  private static Item position(RecordReader r, int channel, String name, boolean valve) {
    Value.Decimal word = Words.state(r.text(0), false);
    Amount amount = Amount.read(r.bytes(), r.from(0), r.to(0));
    if (word == null && (amount == null || amount.unit() != null)) {
      return state(r, channel, name);
    }
    Value.Decimal position = word == null ? amount.value() : word;
    return new Item.DeviceSwitch(
        channel, valve, new Measurement(VALVE, position, Unit.NONE, name, null, null));
  }

  private static Item state(RecordReader r, int channel, String name) {
    return new Item.DeviceState(channel, ItemReader.unnamedMeasurement(r, name));
  }
}
