// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.house;

import java.util.ArrayList;
import java.util.List;

/**
 * Measures a household since the meter was installed there. Within a minute the powers change every
 * ten seconds by up to 4 %, up and down in pairs, so that a minute's energy matches its mean power:
 * the counters are a function of time alone, and a restarted meter continues as if it had never
 * stopped. Times are milliseconds since 1970 on the household's standard time.
 */
public final class Measuring {
  private static final long MINUTE = 60_000;
  private static final int STEP = 10_000;

  private final Household house;
  private final long seed;
  private final int phases;
  private final Energies counted = new Energies();
  private long minute;
  private long dayNumber = Long.MIN_VALUE;
  private Day day;

  /**
   * Installs a meter.
   *
   * @param house to measure.
   * @param seed of the small changes.
   * @param phases 1 or 3.
   * @param installed when, in milliseconds since 1970.
   */
  public Measuring(Household house, long seed, int phases, long installed) {
    this.house = house;
    this.seed = seed;
    this.phases = phases;
    this.minute = Math.floorDiv(installed, MINUTE);
  }

  /**
   * Returns the measurements at a time.
   *
   * @param millis the time; never earlier than before.
   * @return what the meter measures then.
   */
  public Snapshot at(long millis) {
    for (long wanted = Math.floorDiv(millis, MINUTE); minute < wanted; minute++) {
      counted.add(day(minute), index(minute), 1, 60);
    }
    Energies energies = new Energies(counted);
    int within = (int) Math.floorMod(millis, MINUTE);
    for (int step = 0; step <= within / STEP; step++) {
      int part = Math.min(STEP, within - step * STEP);
      energies.add(day(minute), index(minute), factor(minute, step), part / 1000.0);
    }
    return new Snapshot(phases(millis - 1), energies);
  }

  /** The powers of the ten seconds that end at a time. */
  private List<Phase> phases(long millis) {
    long at = Math.floorDiv(millis, MINUTE);
    int step = (int) Math.floorMod(millis, MINUTE) / STEP;
    double factor = factor(at, step);
    List<Phase> list = new ArrayList<>();
    for (int phase = 0; phase < phases; phase++) {
      double power = day(at).power(phase, index(at)) * factor;
      double reactive = day(at).reactive(phase, index(at)) * factor;
      list.add(new Phase(power, reactive, volts(at, step, phase, power)));
    }
    return list;
  }

  /** The grid drifts over the day and flickers, and a load of 1 kW lowers it by about 1 V. */
  private double volts(long at, int step, int phase, double power) {
    double drift = 2.1 * Math.sin(2 * Math.PI * Math.floorMod(at, 1440L) / 1440.0 + phase);
    double flicker = 0.6 * SeededNoise.spread(seed + 7, at * 18 + step * 3L + phase);
    double sag = Math.max(-6, Math.min(12, power / 1000));
    return 231.5 + drift + flicker - sag;
  }

  private double factor(long at, int step) {
    double move = 0.04 * SeededNoise.spread(seed, at * 3 + step / 2);
    return step % 2 == 0 ? 1 + move : 1 - move;
  }

  private static int index(long at) {
    return (int) Math.floorMod(at, (long) Day.MINUTES);
  }

  private Day day(long at) {
    long number = Math.floorDiv(at, (long) Day.MINUTES);
    if (number != dayNumber) {
      day = house.day(number);
      dayNumber = number;
    }
    return day;
  }
}
