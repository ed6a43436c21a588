// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.house;

import java.util.SplittableRandom;

/**
 * The load profile of a family's house in Denmark: a base load, a refrigerator and a freezer that
 * cycle, mornings, cooking, washing and evenings; the heat pump follows the season, the car is
 * charged some nights, and solar panels may feed in. Immutable; any day can be computed.
 */
public final class Household {
  private final long seed;
  private final int phases;
  private final double size;
  private final double solarWatts;
  private final double loadWatts;
  private final Sun sun;

  /**
   * Creates a household.
   *
   * @param seed equal seeds result in equal days.
   * @param phases 1 or 3; with one, every load is on it.
   * @param size 1 for a family, more for a business with that many times the loads.
   * @param solarWatts peak power of the solar panels; 0 for none.
   */
  public Household(long seed, int phases, double size, double solarWatts) {
    this(seed, phases, size, solarWatts, 0);
  }

  /**
   * Creates a household with a load that is always on.
   *
   * @param seed equal seeds result in equal days.
   * @param phases 1 or 3; with one, every load is on it.
   * @param size 1 for a family, more for a business with that many times the loads.
   * @param solarWatts peak power of the solar panels; 0 for none.
   * @param loadWatts what is always on, in watts, on all phases together.
   */
  public Household(long seed, int phases, double size, double solarWatts, double loadWatts) {
    this.seed = seed;
    this.phases = phases;
    this.size = size;
    this.solarWatts = solarWatts;
    this.loadWatts = loadWatts;
    this.sun = new Sun(seed);
  }

  /**
   * Computes a day.
   *
   * @param epochDay days since 1970-01-01, by local standard time.
   * @return what the house draws in each of its minutes.
   */
  public Day day(long epochDay) {
    SplittableRandom random = SeededNoise.at(seed, epochDay);
    boolean weekend = Math.floorMod(epochDay + 3, 7) >= 5; // day 0 was a Thursday
    Day day = new Day();
    base(day, random, epochDay);
    kitchen(day, random, weekend);
    evening(day, random, epochDay);
    washing(day, random, weekend);
    heating(day, random, epochDay);
    car(day, random);
    panels(day, epochDay);
    return day;
  }

  /** The base load, and two compressors whose periods divide the day. */
  private void base(Day day, SplittableRandom random, long epochDay) {
    for (int phase = 0; phase < 3; phase++) {
      put(day, phase, 0, Day.MINUTES, 28 + 12 * phase, -0.45); // power supplies are capacitive
    }
    for (int phase = 0; loadWatts > 0 && phase < 3; phase++) {
      put(day, phase, 0, Day.MINUTES, loadWatts / 3 / size, 0);
    }
    for (int minute = (int) Math.floorMod(seed, 48L); minute < Day.MINUTES; minute += 48) {
      put(day, 0, minute, 15 + random.nextInt(5), 85, 0.75);
    }
    for (int minute = (int) Math.floorMod(epochDay, 36L); minute < Day.MINUTES; minute += 36) {
      put(day, 1, minute, 11 + random.nextInt(4), 105, 0.8);
    }
  }

  private void kitchen(Day day, SplittableRandom random, boolean weekend) {
    int up = weekend ? about(random, 8 * 60 + 30, 50) : about(random, 6 * 60 + 30, 25);
    put(day, 2, up, 80, 130, 0.1); // lights
    put(day, 0, up + 5, 6, 1150, 0); // coffee
    put(day, 0, up + 14, 3, 1950, 0); // kettle
    put(day, 1, up + 18, 4, 900, 0); // toaster
    for (int kettle = random.nextInt(weekend ? 5 : 3); kettle > 0; kettle--) {
      put(day, 0, about(random, 15 * 60, 330), 3, 1950, 0);
    }
    int supper = about(random, 18 * 60, 40);
    int cooking = 35 + random.nextInt(25);
    for (int minute = 0; minute < cooking; minute += 3) {
      put(day, 0, supper + minute, 2, 1500, 0); // hobs keep switching
      put(day, 1, supper + minute + 1, 2, 1100, 0);
    }
    if (random.nextInt(100) < 35) {
      put(day, 2, supper - 15, 18, 2400, 0); // the oven heats up
      put(day, 2, supper + 5, 25, 900, 0);
    }
    int dishes = supper + 75 + random.nextInt(60);
    if (random.nextInt(100) < 65) {
      put(day, 1, dishes, 95, 60, 0.5);
      put(day, 1, dishes + 8, 14, 1850, 0);
      put(day, 1, dishes + 62, 11, 1850, 0);
    }
  }

  private void evening(Day day, SplittableRandom random, long epochDay) {
    int bed = about(random, 22 * 60 + 45, 40);
    int light = Math.max(Sun.dusk(epochDay), about(random, 16 * 60 + 15, 30));
    put(day, 2, light, bed - light, 160, 0.1);
    int screen = about(random, 19 * 60 + 30, 45);
    put(day, 0, screen, Math.max(0, bed - screen), 125, -0.2);
  }

  private void washing(Day day, SplittableRandom random, boolean weekend) {
    if (random.nextInt(100) < (weekend ? 70 : 30)) {
      int start = about(random, weekend ? 11 * 60 : 17 * 60 + 30, 90);
      put(day, 2, start, 85, 240, 0.9);
      put(day, 2, start + 6, 17, 1900, 0);
      if (random.nextBoolean()) {
        put(day, 1, start + 95, 75, 850, 0.4); // dryer
      }
    }
  }

  /** A heat pump that runs longer the colder the season is, on one phase. */
  private void heating(Day day, SplittableRandom random, long epochDay) {
    double winter = 0.5 + 0.5 * Math.cos(2 * Math.PI * ((epochDay - 20) % 365.25) / 365.25);
    int run = (int) Math.round(5 + 38 * winter + random.nextInt(8));
    for (int minute = random.nextInt(60); minute < Day.MINUTES; minute += 60) {
      put(day, 1, minute, Math.min(run, 60), 1050, 0.35);
    }
  }

  private void car(Day day, SplittableRandom random) {
    if (random.nextInt(100) < 35) {
      int start = about(random, 90, 60);
      int minutes = 60 + random.nextInt(150);
      for (int phase = 0; phase < phases; phase++) {
        put(day, phase, start, minutes, 3600, 0.06);
      }
    }
  }

  private void panels(Day day, long epochDay) {
    if (solarWatts > 0) {
      double[] yields = sun.yields(epochDay);
      for (int phase = 0; phase < phases; phase++) {
        day.addEach(phase, yields, -solarWatts / phases);
      }
    }
  }

  private void put(Day day, int phase, int from, int minutes, double watts, double tangent) {
    day.add(phases == 1 ? 0 : phase, from, minutes, watts * size, tangent);
  }

  private static int about(SplittableRandom random, int minute, int spread) {
    return minute + random.nextInt(2 * spread + 1) - spread;
  }
}
