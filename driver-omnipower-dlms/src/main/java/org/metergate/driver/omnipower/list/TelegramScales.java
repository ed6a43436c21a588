// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Derives the scales of voltage and current from one telegram's own values. Works with doubles,
 * since it only compares; no published value is computed here.
 */
final class TelegramScales {
  /** No house has 1000 V between two conductors, so such a count is hundredths of a volt. */
  private static final long LARGEST_VOLTAGE = 1000;

  /**
   * Below this apparent power the resolution of the current (0.01 A) makes every comparison
   * unreliable.
   */
  private static final double JUDGED_FROM = 500;

  /** Harmonics and rounding change the ratio by less than this; a wrong power of ten by more. */
  private static final double MAX_RATIO = 4;

  private static final double MIN_RATIO = 0.6;

  private final int[] voltages;
  private final int[] currents;
  private final int[] powers;
  private final int[] reactivePowers;
  private final int[][] phasePowers;
  private final double wattsPerCount;

  /**
   * Stores the positions of the values to compare.
   *
   * @param powerExponent of all powers in the list.
   */
  TelegramScales(List<NumberSlot> numbers, int powerExponent) {
    Map<String, Integer> places =
        IntStream.range(0, numbers.size())
            .boxed()
            .collect(
                Collectors.toMap(
                    i -> numbers.get(i).quantity().name(), Function.identity(), (a, b) -> a));
    this.voltages = find(places, "voltage_l1", "voltage_l2", "voltage_l3");
    this.currents = find(places, "current_l1", "current_l2", "current_l3");
    this.powers = find(places, "power_import", "power_export");
    this.reactivePowers = find(places, "reactive_power_import", "reactive_power_export");
    this.phasePowers = new int[3][];
    for (int phase = 1; phase <= 3; phase++) {
      phasePowers[phase - 1] = find(places, "power_import_l" + phase, "power_export_l" + phase);
    }
    this.wattsPerCount = Math.pow(10, powerExponent);
  }

  private static int[] find(Map<String, Integer> places, String... names) {
    int[] found = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      found[i] = places.getOrDefault(names[i], -1);
    }
    return found;
  }

  /** The power of ten of all voltages: -2 where any of them would be implausible as volts. */
  int voltageExponent(long[] raws) {
    for (int place : voltages) {
      if (place >= 0 && raws[place] > LARGEST_VOLTAGE) {
        return -2;
      }
    }
    return 0;
  }

  /** How currents in hundredths of an ampere and the powers of a telegram agree. */
  enum Agreement {
    /** They fit, and the powers are large enough to say so. */
    FITS,
    /** They are too small to say. */
    OPEN,
    /** The powers are more than voltages and currents allow; no meter has greater counts. */
    POWER_TOO_HIGH,
    /** The currents are too large for the powers: they may be thousandths. */
    CURRENT_TOO_HIGH
  }

  /**
   * Compares hundredths of an ampere with the powers. The sum of U times I can only be larger than
   * the apparent power: by harmonics, and by phases that export while others import, for which the
   * powers of the phases are added where the list has them.
   */
  Agreement agreement(long[] raws, int voltageExponent) {
    double byCurrents = 0;
    for (int phase = 0; phase < currents.length; phase++) {
      byCurrents += value(raws, voltages[phase]) * value(raws, currents[phase]);
    }
    byCurrents *= voltageExponent < 0 ? 0.0001 : 0.01;
    double active = Math.abs(net(raws, powers));
    double ofPhases = 0;
    for (int[] phase : phasePowers) {
      ofPhases += Math.abs(net(raws, phase));
    }
    double power = Math.max(active, ofPhases);
    double reactive = net(raws, reactivePowers);
    double byPowers = wattsPerCount * Math.sqrt(power * power + reactive * reactive);
    if (byPowers > JUDGED_FROM && byCurrents < MIN_RATIO * byPowers) {
      return Agreement.POWER_TOO_HIGH;
    }
    boolean tooHigh = byCurrents > Math.max(JUDGED_FROM, MAX_RATIO * byPowers);
    if (tooHigh) {
      return Agreement.CURRENT_TOO_HIGH;
    }
    return byPowers > JUDGED_FROM ? Agreement.FITS : Agreement.OPEN;
  }

  private static double net(long[] raws, int[] places) {
    return value(raws, places[0]) - value(raws, places[1]);
  }

  private static double value(long[] raws, int place) {
    return place < 0 ? 0 : raws[place];
  }
}
