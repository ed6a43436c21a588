// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.p1;

import java.time.ZonedDateTime;
import org.metergate.emulator.house.Energies;
import org.metergate.emulator.house.Household;
import org.metergate.emulator.house.Measuring;
import org.metergate.emulator.house.Snapshot;

/**
 * The consumption of a house: electricity in two tariffs, gas and water. The counters are a
 * function of time alone, so that a restarted meter continues as if it had never stopped. Time only
 * moves forward.
 */
final class SupplyMeasurements {
  private static final long HOUR = 3_600_000L;
  private static final long QUARTER = 900_000L;
  private static final int DAY_BEGINS = 7;
  private static final int NIGHT_BEGINS = 23;
  private static final int SATURDAY = 6;

  private final Measuring meter;
  private final Measuring quarters;
  private final long standardMillis;
  private final double[] imported = new double[2];
  private final double[] exported = new double[2];
  private Energies lastHour = new Energies();
  private long hour;
  private double quarterStart;
  private long quarter;
  private double peak;
  private long peakAt;
  private int peakMonth;

  /**
   * Starts when the meter was installed.
   *
   * @param installed in milliseconds since 1970, at a full hour.
   * @param standardMillis offset of standard time from UTC.
   */
  SupplyMeasurements(Household house, long seed, int phases, long installed, long standardMillis) {
    this.meter = new Measuring(house, seed, phases, installed + standardMillis);
    this.quarters = new Measuring(house, seed, phases, installed + standardMillis);
    this.standardMillis = standardMillis;
    this.hour = installed;
    this.quarter = installed;
  }

  /**
   * The values at one time.
   *
   * @param now powers and total counters.
   * @param imported energy drawn by tariff, low first, in Wh.
   * @param exported energy fed in by tariff, in Wh.
   * @param lowTariff whether the low tariff is on.
   * @param averageWatts mean power drawn in the current quarter of an hour.
   * @param peakWatts highest mean of a quarter in this month.
   * @param peakAt when that quarter ended, in milliseconds since 1970.
   */
  record View(
      Snapshot now,
      double[] imported,
      double[] exported,
      boolean lowTariff,
      double averageWatts,
      double peakWatts,
      long peakAt) {}

  /** Returns the values at a time, never earlier than before. */
  View at(ZonedDateTime time) {
    long millis = time.toInstant().toEpochMilli();
    for (; hour + HOUR <= millis; hour += HOUR) {
      Energies now = meter.at(hour + HOUR + standardMillis).energies();
      count(now, isLow(hour, time));
      lastHour = now;
    }
    Snapshot now = meter.at(millis + standardMillis);
    boolean low = isLow(millis, time);
    double[] in = imported.clone();
    double[] out = exported.clone();
    in[low ? 0 : 1] += now.energies().imported - lastHour.imported;
    out[low ? 0 : 1] += now.energies().exported - lastHour.exported;
    follow(millis, time);
    double average = (now.energies().imported - quarterStart) * 4; // Wh in a quarter of an hour
    return new View(now, in, out, low, average, Math.max(peak, average), peakAt);
  }

  private void count(Energies now, boolean low) {
    imported[low ? 0 : 1] += now.imported - lastHour.imported;
    exported[low ? 0 : 1] += now.exported - lastHour.exported;
  }

  private static boolean isLow(long millis, ZonedDateTime zone) {
    ZonedDateTime then = java.time.Instant.ofEpochMilli(millis).atZone(zone.getZone());
    boolean weekend = then.getDayOfWeek().getValue() >= SATURDAY;
    return weekend || then.getHour() < DAY_BEGINS || then.getHour() >= NIGHT_BEGINS;
  }

  /** Tracks the quarters of an hour and keeps the highest one of the month. */
  private void follow(long millis, ZonedDateTime time) {
    for (; quarter + QUARTER <= millis; quarter += QUARTER) {
      ZonedDateTime end = java.time.Instant.ofEpochMilli(quarter + QUARTER).atZone(time.getZone());
      double energy = quarters.at(quarter + QUARTER + standardMillis).energies().imported;
      double mean = (energy - quarterStart) * 4;
      quarterStart = energy;
      if (end.getMonthValue() != peakMonth) {
        peakMonth = end.getMonthValue();
        peak = 0;
      }
      if (mean >= peak) {
        peak = mean;
        peakAt = quarter + QUARTER;
      }
    }
  }

  /** Gas in m3: more in winter, nothing at night. */
  static double gas(ZonedDateTime at, ZonedDateTime installed) {
    return total(at, installed, 1.1, 4.6);
  }

  /** Water in m3. */
  static double water(ZonedDateTime at, ZonedDateTime installed) {
    return total(at, installed, 0.31, 0.02);
  }

  /** The integral of a base and a yearly wave, in days; the wave is highest in January. */
  private static double total(
      ZonedDateTime at, ZonedDateTime installed, double base, double winter) {
    double days = (at.toEpochSecond() - installed.toEpochSecond()) / 86_400.0;
    double turn = 2 * Math.PI / 365.25;
    double first = installed.getDayOfYear() - 15;
    double wave = (Math.sin(turn * (first + days)) - Math.sin(turn * first)) / turn;
    return base * days + winter * (days + wave) / 2;
  }
}
