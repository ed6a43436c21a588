// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.kmp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The registers of one kind of meter, as functions of its clock. The meter does not know any other
 * register.
 */
final class RegisterBank {
  /** When every emulated meter began to count, by local standard time: 2025-01-01. */
  static final double INSTALLED = 1_735_689_600;

  private static final int FOUR = 4;
  private static final int DATE = 1003;
  private static final int CLOCK = 1002;
  private static final int SUMMER_TIME_MOMENT = 348;

  private final Map<Integer, Function<Double, Field>> fields = new LinkedHashMap<>();

  /** Whether all values have four bytes, as a 601 sends them. */
  private final boolean fourBytes;

  private RegisterBank(boolean fourBytes) {
    this.fourBytes = fourBytes;
  }

  /** Returns a register at a time, or null where the meter does not know it. */
  Field field(int number, double seconds) {
    Function<Double, Field> field = fields.get(number);
    if (field == null) {
      return null;
    }
    Field sent = field.apply(seconds);
    return fourBytes ? sent.withBytes(FOUR) : sent;
  }

  boolean knows(int number) {
    return fields.containsKey(number);
  }

  static RegisterBank of(KmpSettings settings) {
    RegisterBank registerBank = new RegisterBank(settings.model().equals("601"));
    switch (settings.model()) {
      case "21" -> registerBank.water();
      case "382" -> registerBank.electricity();
      default -> registerBank.heat(settings);
    }
    registerBank.common(settings);
    return registerBank;
  }

  private void common(KmpSettings settings) {
    put(1001, t -> Field.raw(1001, 0x33, 0, 4, settings.serial()));
    put(99, t -> Field.raw(99, settings.model().equals("21") ? 0x33 : 0x00, 0, 2, settings.info()));
    put(1004, t -> Field.raw(1004, settings.model().equals("21") ? 0x33 : 0x2E, 0, 4, hours(t)));
    put(DATE, t -> Field.raw(DATE, 0x30, 0, 4, date(t)));
    put(CLOCK, t -> Field.raw(CLOCK, 0x2F, 0, 4, clock(t)));
    if (settings.model().equals("603")) {
      put(SUMMER_TIME_MOMENT, t -> new Field(SUMMER_TIME_MOMENT, 0x4F, 0, moment(t)));
    }
  }

  /** A flat with district heating: about 2 kW, 32 K between flow and return. */
  private void heat(KmpSettings settings) {
    Curve kilowatts = new Curve(2.1, 0.5, 6.5, 1.2);
    Curve degrees = new Curve(70, 2, 6, 4);
    double litresPerKilowatt = 1 / (1.163 * 32) * 1000;
    boolean open = settings.sensor().equals("open");
    boolean shorted = settings.sensor().equals("shorted");
    boolean broken = open || shorted;
    if (settings.stuffing()) {
      put(60, t -> Field.raw(60, 0x03, 0x43, 4, 0x1B0D4006L));
      put(68, t -> Field.raw(68, 0x28, 0x42, 4, 0x80401B0DL));
    } else {
      put(60, t -> heat(60, settings, energy(kilowatts, t)));
      put(68, t -> Field.of(68, 0x28, 2, 4, energy(kilowatts, t) * litresPerKilowatt / 1000));
    }
    put(74, t -> Field.of(74, 0x29, 0, 2, broken ? 0 : kilowatts.at(t) * litresPerKilowatt));
    put(80, t -> Field.of(80, 0x16, 1, 2, broken ? 0 : kilowatts.at(t)));
    put(86, t -> Field.of(86, 0x25, 2, 2, open ? 185 : shorted ? 0 : degrees.at(t)));
    put(87, t -> Field.of(87, 0x25, 2, 2, degrees.at(t) - 32));
    put(89, t -> Field.of(89, 0x26, 2, 2, broken ? 0 : 32));
    put(97, t -> Field.of(97, 0x2B, 0, 4, energy(kilowatts, t) * litresPerKilowatt / 1000 * 70));
    put(110, t -> Field.of(110, 0x2B, 0, 4, energy(kilowatts, t) * litresPerKilowatt / 1000 * 38));
    if (settings.model().equals("603")) {
      put(63, t -> heat(63, settings, 0));
    }
    if (settings.model().equals("601")) {
      return; // what follows came with later meters
    }
    put(266, t -> Field.of(266, 0x01, 0, 4, energy(kilowatts, t) * 1000));
    put(113, t -> Field.raw(113, 0x33, 0, 1, 0));
    put(1005, t -> Field.raw(1005, 0x33, 0, 4, 50980201L));
  }

  /** Energy in the unit that the meter was ordered with, to three decimals. */
  private static Field heat(int number, KmpSettings settings, double kilowattHours) {
    return settings.gigajoules()
        ? Field.of(number, 0x08, 3, 4, kilowattHours * 0.0036)
        : Field.of(number, 0x03, 3, 4, kilowattHours / 1000);
  }

  private void water() {
    Curve litresAnHour = new Curve(14, 10, 18.5, 1);
    put(68, t -> Field.of(68, 0x28, 3, 4, energy(litresAnHour, t) / 1000));
    put(74, t -> Field.of(74, 0x29, 0, 2, litresAnHour.at(t)));
    put(243, t -> Field.of(243, 0x28, 3, 4, 0.012));
    put(292, t -> Field.of(292, 0x25, 0, 1, new Curve(11, 0.5, 16, -3).at(t)));
    put(299, t -> Field.of(299, 0x25, 0, 1, new Curve(18, 1, 16, -4).at(t)));
    put(582, t -> Field.raw(582, 0x3E, 0, 2, 5152 - (long) ((t - INSTALLED) / 86_400)));
  }

  private void electricity() {
    Curve kilowatts = new Curve(0.6, 0.35, 18, 0.15);
    put(1, t -> Field.of(1, 0x02, 1, 4, energy(kilowatts, t)));
    put(2, t -> Field.of(2, 0x02, 1, 4, 0));
    put(13, t -> Field.of(13, 0x02, 4, 4, energy(kilowatts, t)));
    put(1023, t -> Field.of(1023, 0x16, 3, 4, kilowatts.at(t)));
    put(1024, t -> Field.of(1024, 0x16, 3, 4, 0));
    for (int phase = 0; phase < 3; phase++) {
      int place = phase;
      put(1054 + place, t -> Field.of(1054 + place, 0x21, 0, 2, 229 + place));
      put(1080 + place, t -> Field.of(1080 + place, 0x16, 3, 4, kilowatts.at(t) / 3));
      put(1076 + place, t -> Field.of(1076 + place, 0x22, 2, 4, kilowatts.at(t) / 3 / 0.23));
    }
    put(1126, t -> new Field(1126, 0x36, 0, "6841131N0V3U1A0K".getBytes(US_ASCII)));
  }

  private static double energy(Curve curve, double seconds) {
    return 1000 + curve.between(INSTALLED, seconds);
  }

  private static long hours(double seconds) {
    return (long) ((seconds - INSTALLED) / 3600);
  }

  private static long date(double seconds) {
    LocalDateTime local = local(seconds);
    return local.getYear() % 100 * 10_000L + local.getMonthValue() * 100 + local.getDayOfMonth();
  }

  private static long clock(double seconds) {
    LocalDateTime local = local(seconds);
    return local.getHour() * 10_000L + local.getMinute() * 100 + local.getSecond();
  }

  /** Minutes of summer time, which this meter does not use, then year to second. */
  private static byte[] moment(double seconds) {
    LocalDateTime local = local(seconds);
    List<Integer> parts =
        List.of(
            0,
            local.getYear() % 100,
            local.getMonthValue(),
            local.getDayOfMonth(),
            local.getHour(),
            local.getMinute(),
            local.getSecond());
    byte[] bytes = new byte[parts.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (int) parts.get(i);
    }
    return bytes;
  }

  static LocalDateTime local(double seconds) {
    return LocalDateTime.ofEpochSecond((long) Math.floor(seconds), 0, ZoneOffset.UTC);
  }

  private void put(int number, Function<Double, Field> field) {
    fields.put(number, field);
  }
}
