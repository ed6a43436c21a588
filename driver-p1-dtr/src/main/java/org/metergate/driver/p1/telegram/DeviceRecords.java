// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

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
      case 0x180400, 0x60030A -> state(r, channel, name);
      default ->
          cde >> 8 == 0x1802
              ? value(r, channel, name)
              : new Item.DeviceState(channel, ItemReader.unnamedMeasurement(r, name), false);
    };
  }

  /** Reads a record whose group A is a medium other than electricity. */
  Item readMedium(RecordReader r, int a, String name) {
    int channel = MEDIA + a;
    return switch (Obis.cde(r.obis())) {
      case 0x170100, 0x180200, 0x180201, 0x030000, 0x010000 -> value(r, channel, name);
      case 0x180400 -> state(r, channel, name);
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
    return new Item.DeviceNumber(channel, Measurement.of(Quantities.METER_NUMBER, text, name));
  }

  /** Reads {@code (stamp)(value*unit)}, or the two in reverse order, or no stamp. */
  private Item value(RecordReader r, int channel, String name) {
    Amount amount = null;
    MeterTime at = null;
    for (int i = 0; i < r.groups(); i++) {
      if (Stamps.isStamp(r.bytes(), r.from(i), r.to(i)) && r.groups() > 1) {
        if (Stamps.isNever(r.bytes(), r.from(i))) {
          return new Item.DeadDevice(channel);
        }
        at = stamps.read(r.bytes(), r.from(i), r.to(i));
      } else if (amount == null) {
        amount = Amount.read(r.bytes(), r.from(i), r.to(i));
      } else {
        at = Stamps.spelled(r.text(i));
      }
    }
    return amount == null
        ? new Item.DeviceState(channel, ItemReader.unnamedMeasurement(r, name), false)
        : new Item.DeviceValue(channel, name, amount, at, true);
  }

  private Item profile(RecordReader r, int channel, String name) {
    int values = r.groups() - PROFILE_HEAD;
    int status = values < 1 ? -1 : status(r.text(1));
    if (status < 0 || !Stamps.isStamp(r.bytes(), r.from(0), r.to(0))) {
      return new Item.DeviceState(channel, ItemReader.unnamedMeasurement(r, name), false);
    }
    if (Stamps.isNever(r.bytes(), r.from(0))) {
      return new Item.DeadDevice(channel);
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
    return new Item.DeviceValue(channel, name, new Amount(amount.value(), known), at, valid);
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

  private static Item state(RecordReader r, int channel, String name) {
    Amount amount = Amount.read(r.bytes(), r.from(0), r.to(0));
    if (amount == null) {
      return new Item.DeviceState(channel, ItemReader.unnamedMeasurement(r, name), false);
    }
    return new Item.DeviceState(
        channel, new Measurement(VALVE, amount.value(), Unit.NONE, name, null, null), true);
  }
}
