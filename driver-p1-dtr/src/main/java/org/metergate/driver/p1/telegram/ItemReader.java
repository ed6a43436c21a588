// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/** Reads the content of a record. Stateless except for the zone of its stamps. */
final class ItemReader {
  private static final int CHANNELS = 8;

  /** Group C of lists of past values. */
  private static final int HISTORY = 98;

  /** Group C of states of the meter, and of its errors. */
  private static final int STATES = 96;

  private static final int ERRORS = 97;
  static final Item.Values NOTHING = new Item.Values(List.of());

  private final Stamps stamps;
  private final DeviceRecords devices;
  private final LogRecords logs;

  ItemReader(Stamps stamps) {
    this.stamps = stamps;
    this.devices = new DeviceRecords(stamps);
    this.logs = new LogRecords(stamps);
  }

  /** Returns how a record must be read; null for a register of a channel or an unknown one. */
  static Register register(long obis) {
    return Registers.find(obis);
  }

  /**
   * Reads a record.
   *
   * @param r positioned at it.
   * @param register from {@link #register}.
   * @param name the register as it is on the wire.
   */
  Item read(RecordReader r, Register register, String name) {
    if (register == null) {
      return other(r, name);
    }
    return switch (register.form()) {
      case AMOUNT -> amount(r, register.quantity(), name, null);
      case NUMBER -> amount(r, register.quantity(), name, Unit.NONE);
      case TARIFF -> word(r, register.quantity(), name, Words.tariff(r.text(0)));
      case SWITCH -> word(r, register.quantity(), name, Words.state(r.text(0), true));
      case LIMIT -> amount(r, limit(r, register.quantity()), name, null);
      case FUSE -> fuse(r, register.quantity(), name);
      case PLAIN ->
          new Item.Values(
              List.of(Measurement.of(register.quantity(), new Value.Text(r.text(0)), name)));
      case TEXT -> new Item.Values(List.of(text(r, register.quantity(), name)));
      case IDENTIFIER -> identity(r, register.quantity(), name);
      case CLOCK -> clock(r, name);
      case CLOCK_PART -> new Item.ClockPart(Obis.cde(r.obis()) == 0x000902, r.text(0));
      case FAILURES -> logs.failures(r, register.quantity(), name);
      case PEAKS -> logs.peaks(r, register.quantity(), name);
    };
  }

  private Item amount(RecordReader r, Quantity quantity, String name, Unit standard) {
    Amount amount = null;
    MeterTime at = null;
    for (int i = 0; i < r.groups(); i++) {
      boolean stamp = r.groups() > 1 && Stamps.isStamp(r.bytes(), r.from(i), r.to(i));
      if (stamp && Stamps.isNever(r.bytes(), r.from(i))) {
        return NOTHING;
      } else if (stamp) {
        at = stamps.read(r.bytes(), r.from(i), r.to(i));
      } else if (r.to(i) > r.from(i)) {
        Dimension dimension = quantity.dimension();
        Amount here =
            Amount.read(r.bytes(), r.from(i), r.to(i), unit -> Units.fits(unit, dimension));
        boolean fits = here != null && (here.unit() == null || Units.fits(here.unit(), dimension));
        if (!fits || amount != null) {
          return unnamed(r, name);
        }
        amount = here;
      }
    }
    if (amount == null) {
      return NOTHING;
    }
    Unit unit = amount.unit() == null ? standard : amount.unit();
    return new Item.Values(
        List.of(new Measurement(quantity, amount.value(), unit, name, null, at)));
  }

  /** Reads a number that has no unit, or the word for one. */
  private Item word(RecordReader r, Quantity quantity, String name, Value.Decimal word) {
    return word == null || r.groups() != 1
        ? amount(r, quantity, name, Unit.NONE)
        : new Item.Values(List.of(new Measurement(quantity, word, Unit.NONE, name, null, null)));
  }

  /** The limit is one of current if its unit is. */
  private static Quantity limit(RecordReader r, Quantity power) {
    Amount amount =
        r.groups() == 1 ? Amount.read(r.bytes(), r.from(0), r.to(0), Units::fitsLimit) : null;
    if (amount == null || amount.unit() == null) {
      return power;
    }
    return switch (amount.unit().ascii()) {
      case "A" -> new Quantity("current_limit", power.kind(), Dimension.CURRENT, "Current limit");
      case "kVA", "VA" ->
          new Quantity("apparent_power_limit", power.kind(), Dimension.APPARENT_POWER, "Limit");
      default -> power;
    };
  }

  private Item fuse(RecordReader r, Quantity quantity, String name) {
    List<Measurement> all = new ArrayList<>();
    for (int i = 0; i < r.groups(); i++) {
      Dimension dimension = quantity.dimension();
      Amount amount =
          Amount.read(r.bytes(), r.from(i), r.to(i), unit -> Units.fits(unit, dimension));
      boolean fits =
          amount != null && (amount.unit() == null || Units.fits(amount.unit(), dimension));
      if (!fits || i > 1) {
        return unnamed(r, name);
      }
      Quantity which =
          i == 0
              ? quantity
              : new Quantity(
                  quantity.name() + "_export",
                  quantity.kind(),
                  quantity.dimension(),
                  quantity.label() + ", export");
      all.add(new Measurement(which, amount.value(), amount.unit(), name, null, null));
    }
    return new Item.Values(List.copyOf(all));
  }

  private static Measurement text(RecordReader r, Quantity quantity, String name) {
    return Measurement.of(quantity, new Value.Text(HexText.read(r.text(0))), name);
  }

  private static Item identity(RecordReader r, Quantity quantity, String name) {
    return new Item.Identity(rank(r), text(r, quantity, name));
  }

  /** Returns the rank of an identifier; the lowest one is the meter's own number. */
  static int rank(RecordReader r) {
    return switch (Obis.cde(r.obis())) {
      case 0x600101 -> 0;
      case 0x600100 -> 1;
      case 0x2A0000 -> 2;
      default -> 3;
    };
  }

  private Item clock(RecordReader r, String name) {
    if (Stamps.isStamp(r.bytes(), r.from(0), r.to(0))) {
      return new Item.Clock(stamps.read(r.bytes(), r.from(0), r.to(0)));
    }
    MeterTime spelled = Stamps.spelled(r.text(0));
    return spelled == null ? unnamed(r, name) : new Item.Clock(spelled);
  }

  private Item other(RecordReader r, String name) {
    long obis = r.obis();
    int a = Obis.a(obis);
    int b = Obis.b(obis);
    int c = Obis.c(obis);
    if (a == 0 && b >= 1 && b <= CHANNELS && (c == 24 || c == 25 || c == 96)) {
      return devices.read(r, b, name);
    }
    if (a >= 4 && a <= 9) {
      return devices.readMedium(r, a, name);
    }
    if (c == HISTORY) {
      return NOTHING; // values of a past month, see LogRecords
    }
    return unnamed(r, name);
  }

  /** Keeps an unknown record under its number: its amount, or its whole content. */
  static Item.Values unnamed(RecordReader r, String name) {
    return new Item.Values(List.of(unnamedMeasurement(r, name)));
  }

  static Measurement unnamedMeasurement(RecordReader r, String name) {
    Quantity quantity = Quantities.unnamed(name.toLowerCase(Locale.ROOT));
    Amount amount = r.groups() == 1 ? Amount.read(r.bytes(), r.from(0), r.to(0)) : null;
    if (amount != null && (amount.unit() != null || !isCode(r.obis()))) {
      Unit unit = amount.unit() == null ? Unit.NONE : amount.unit();
      return new Measurement(quantity, amount.value(), unit, name, null, null);
    }
    StringBuilder all = new StringBuilder(r.text(0));
    for (int i = 1; i < r.groups(); i++) {
      all.append(' ').append(r.text(i));
    }
    Quantity text =
        new Quantity(quantity.name(), quantity.kind(), Dimension.TEXT, quantity.label());
    return Measurement.of(text, new Value.Text(all.toString().strip()), name);
  }

  /**
   * Returns whether digits of an unknown register may be a code, often in hexadecimal: those of
   * states and errors are, except for counts (of parameter changes, battery, power failures,
   * tariffs and events) and temperatures.
   */
  private static boolean isCode(long obis) {
    int d = Obis.cde(obis) >> 8 & 0xFF;
    return switch (Obis.c(obis)) {
      case STATES -> d != 2 && d != 6 && d != 7 && d != 9 && d != 14 && d != 15;
      case ERRORS -> true;
      default -> false;
    };
  }
}
