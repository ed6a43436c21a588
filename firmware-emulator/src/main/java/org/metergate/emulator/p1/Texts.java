// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.p1;

import static org.metergate.emulator.p1.TelegramText.hex;
import static org.metergate.emulator.p1.TelegramText.number;

import java.time.ZonedDateTime;
import java.util.List;
import org.metergate.emulator.house.Energies;
import org.metergate.emulator.house.Phase;

/** The telegrams of the emulated meters, each in the layout of its kind. */
final class Texts {
  private Texts() {}

  /** DSMR 3.0 as Kamstrup's 162 and 382 send it. */
  static byte[] kamstrup162(Moment m) {
    String id = String.format("KA6U%012d", m.serial());
    TelegramText text = new TelegramText("KMP5 " + id).line("0-0:96.1.1", hex(' ' + id));
    tariffs(text, m, 5, 1, 0);
    ZonedDateTime read = m.last(60);
    return text.line("1-0:1.7.0", number(in(m) / 1000, 4, 2) + "*kW")
        .line("1-0:2.7.0", number(out(m) / 1000, 4, 2) + "*kW")
        .line("0-0:17.0.0", "999*A")
        .line("0-0:96.3.10", "1")
        .line("0-0:96.13.1", "")
        .line("0-0:96.13.0", "")
        .line("0-1:24.1.0", "3")
        .line("0-1:96.1.0", hex(String.format("28101541%09d", m.serial() + 1)))
        .line(
            "0-1:24.3.0",
            Moment.digits(read),
            Moment.isSummer(read) ? "08" : "00",
            "60",
            "1",
            "0-1:24.2.1",
            "m3")
        .groups(number(SupplyMeasurements.gas(read, m.installed()), 5, 3))
        .line("0-1:24.4.0", "1")
        .withParity();
  }

  /** The recommendation of Sweden's grid companies, as Kamstrup's Omnia follows it. */
  static byte[] omnia(Moment m) {
    Energies e = m.supply().now().energies();
    double vars = m.supply().now().vars();
    TelegramText text =
        new TelegramText("KAM5")
            .line("0-0:1.0.0", m.stamp())
            .line("1-0:1.8.0", number(e.imported / 1000, 8, 3) + "*kWh")
            .line("1-0:2.8.0", number(e.exported / 1000, 8, 3) + "*kWh")
            .line("1-0:3.8.0", number(e.reactiveImported / 1000, 8, 3) + "*kVArh")
            .line("1-0:4.8.0", number(e.reactiveExported / 1000, 8, 3) + "*kVArh")
            .line("1-0:1.7.0", number(in(m) / 1000, 4, 3) + "*kW")
            .line("1-0:2.7.0", number(out(m) / 1000, 4, 3) + "*kW")
            .line("1-0:3.7.0", number(Math.max(0, vars) / 1000, 4, 3) + "*kVAr")
            .line("1-0:4.7.0", number(Math.max(0, -vars) / 1000, 4, 3) + "*kVAr");
    List<Phase> phases = m.supply().now().phases();
    for (int i = 0; i < phases.size(); i++) {
      Phase p = phases.get(i);
      text.line(phase(21, i), number(Math.max(0, p.watts()) / 1000, 4, 3) + "*kW")
          .line(phase(22, i), number(Math.max(0, -p.watts()) / 1000, 4, 3) + "*kW")
          .line(phase(23, i), number(Math.max(0, p.vars()) / 1000, 4, 3) + "*kVAr")
          .line(phase(24, i), number(Math.max(0, -p.vars()) / 1000, 4, 3) + "*kVAr");
    }
    network(text, phases, 3, 1);
    return text.withChecksum();
  }

  /** DSMR 5.0.2. */
  static byte[] dsmr5(Moment m) {
    TelegramText text =
        new TelegramText("KMP5\\2M550T-1012")
            .line("1-3:0.2.8", "50")
            .line("0-0:1.0.0", m.stamp())
            .line("0-0:96.1.1", hex(String.format("E0044007%08d", m.serial())));
    tariffs(text, m, 6, 1, 0);
    text.line("1-0:1.7.0", number(in(m) / 1000, 2, 3) + "*kW")
        .line("1-0:2.7.0", number(out(m) / 1000, 2, 3) + "*kW")
        .line("0-0:96.7.21", "00005")
        .line("0-0:96.7.9", "00001")
        .line("1-0:99.97.0", "1", "0-0:96.7.19", "250417201458S", "0000000236*s");
    for (String de : List.of("32.0", "36.0")) {
      for (int phase = 0; phase < 3; phase++) {
        text.line("1-0:" + (32 + 20 * phase) + "." + de, "00001");
      }
    }
    text.line("0-0:96.13.0", "");
    network(text, m.supply().now().phases(), 3, 0);
    powers(text, m);
    ZonedDateTime read = m.last(5);
    return text.line("0-1:24.1.0", "003")
        .line("0-1:96.1.0", hex(String.format("G00%014d", m.serial() + 1)))
        .line(
            "0-1:24.2.1",
            Moment.stamp(read),
            number(SupplyMeasurements.gas(read, m.installed()), 5, 3) + "*m3")
        .withChecksum();
  }

  /** E-MUCS 1.7.1 of Fluvius; tariff 1 is the one of the day there. */
  static byte[] belgian(Moment m) {
    TelegramText text =
        new TelegramText("FLU5\\" + m.serial() + "_A")
            .line("0-0:96.1.4", "50217")
            .line("0-0:96.1.1", hex("1SAG31" + m.serial()))
            .line("0-0:1.0.0", m.stamp());
    tariffs(text, m, 6, 0, 1);
    text.line("1-0:1.4.0", number(m.supply().averageWatts() / 1000, 2, 3) + "*kW")
        .line(
            "1-0:1.6.0",
            Moment.stamp(m.at(m.supply().peakAt())),
            number(m.supply().peakWatts() / 1000, 2, 3) + "*kW")
        .line("0-0:98.1.0", months(m))
        .line("1-0:1.7.0", number(in(m) / 1000, 2, 3) + "*kW")
        .line("1-0:2.7.0", number(out(m) / 1000, 2, 3) + "*kW");
    powers(text, m);
    network(text, m.supply().now().phases(), 3, 2);
    ZonedDateTime read = m.last(5);
    String stamp = Moment.stamp(read);
    return text.line("0-0:96.3.10", "1")
        .line("0-0:17.0.0", "999.9*kW")
        .line("1-0:31.4.0", "999*A")
        .line("0-0:96.13.0", "")
        .line("0-1:24.1.0", "003")
        .line("0-1:96.1.1", hex("7FLO21" + (m.serial() + 1)))
        .line("0-1:24.4.0", "1")
        .line(
            "0-1:24.2.3", stamp, number(SupplyMeasurements.gas(read, m.installed()), 5, 3) + "*m3")
        .line("0-2:24.1.0", "007")
        .line("0-2:96.1.1", hex("8SAG" + (m.serial() + 2)))
        .line(
            "0-2:24.2.1",
            stamp,
            number(SupplyMeasurements.water(read, m.installed()), 5, 3) + "*m3")
        .withChecksum();
  }

  /** The peaks of the last three months, invented from the month. */
  private static String[] months(Moment m) {
    String[] groups = new String[12];
    groups[0] = "3";
    groups[1] = "1-0:1.6.0";
    groups[2] = "1-0:1.6.0";
    ZonedDateTime month =
        m.time().withDayOfMonth(1).truncatedTo(java.time.temporal.ChronoUnit.DAYS);
    for (int i = 0; i < 3; i++) {
      ZonedDateTime end = month.minusMonths(i);
      double peak = 3.1 + (end.getMonthValue() * 37 % 29) / 10.0;
      groups[3 + 3 * i] = Moment.stamp(end);
      groups[4 + 3 * i] = Moment.stamp(end.minusDays(5).plusHours(18).plusMinutes(45));
      groups[5 + 3 * i] = number(peak, 2, 3) + "*kW";
    }
    return groups;
  }

  /** Luxmetering 1.1.3, before it is encrypted; two of its records have no unit. */
  static byte[] luxembourg(Moment m) {
    Energies e = m.supply().now().energies();
    double vars = m.supply().now().vars();
    TelegramText text =
        new TelegramText("Lux5\\253" + m.serial() + "_D")
            .line("1-3:0.2.8", "42")
            .line("0-0:1.0.0", m.stamp())
            .line("0-0:42.0.0", hex("SAG10307" + m.serial()))
            .line("1-0:1.8.0", number(e.imported / 1000, 6, 3) + "*kWh")
            .line("1-0:2.8.0", number(e.exported / 1000, 6, 3) + "*kWh")
            .line("1-0:3.8.0", number(e.reactiveImported / 1000, 6, 3) + "*kvarh")
            .line("1-0:4.8.0", number(e.reactiveExported / 1000, 6, 3) + "*kvarh")
            .line("1-0:1.7.0", number(in(m) / 1000, 2, 3) + "*kW")
            .line("1-0:2.7.0", number(out(m) / 1000, 2, 3) + "*kW")
            .line("1-0:3.7.0", number(Math.max(0, vars) / 1000, 2, 3))
            .line("1-0:4.7.0", number(Math.max(0, -vars) / 1000, 2, 3))
            .line("0-0:17.0.0", "77.376")
            .line("0-0:96.3.10", "1")
            .line("0-0:96.7.21", "00069");
    for (String number : List.of("0", "2", "3", "4", "5")) {
      text.line("0-0:96.13." + number, "");
    }
    List<Phase> phases = m.supply().now().phases();
    for (int i = 0; i < phases.size(); i++) {
      text.line(phase(31, i), number(phases.get(i).amperes(), 3, 0) + "*A");
    }
    return text.withChecksum();
  }

  /** The counters by tariff, and the active tariff. */
  private static void tariffs(TelegramText text, Moment m, int digits, int high, int low) {
    double[] imported = m.supply().imported();
    double[] exported = m.supply().exported();
    text.line("1-0:1.8.1", number(imported[low] / 1000, digits, 3) + "*kWh")
        .line("1-0:1.8.2", number(imported[high] / 1000, digits, 3) + "*kWh")
        .line("1-0:2.8.1", number(exported[low] / 1000, digits, 3) + "*kWh")
        .line("1-0:2.8.2", number(exported[high] / 1000, digits, 3) + "*kWh")
        .line("0-0:96.14.0", m.supply().lowTariff() == (low == 0) ? "0001" : "0002");
  }

  private static void powers(TelegramText text, Moment m) {
    List<Phase> phases = m.supply().now().phases();
    for (int c = 21; c <= 22; c++) {
      for (int i = 0; i < phases.size(); i++) {
        double watts = phases.get(i).watts() * (c == 21 ? 1 : -1);
        text.line(phase(c, i), number(Math.max(0, watts) / 1000, 2, 3) + "*kW");
      }
    }
  }

  private static void network(TelegramText text, List<Phase> phases, int digits, int decimals) {
    for (int i = 0; i < phases.size(); i++) {
      text.line(phase(32, i), number(phases.get(i).volts(), 3, 1) + "*V");
    }
    for (int i = 0; i < phases.size(); i++) {
      text.line(phase(31, i), number(phases.get(i).amperes(), digits, decimals) + "*A");
    }
  }

  private static String phase(int c, int phase) {
    return "1-0:" + (c + 20 * phase) + ".7.0";
  }

  private static double in(Moment m) {
    return Math.max(0, m.supply().now().watts());
  }

  private static double out(Moment m) {
    return Math.max(0, -m.supply().now().watts());
  }
}
