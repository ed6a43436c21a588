// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.metergate.emulator.house.Day;
import org.metergate.emulator.house.Household;

/**
 * What really flowed in the emulated house, taken from the house itself and not from its meter. The
 * meter varies the power of each ten seconds by up to 4 % around the minute's, in pairs, so that a
 * full minute's energy is exact.
 */
final class GroundTruth {
  /** How much the power of ten seconds differs from that of their minute at most. */
  static final double MOVE = 0.04;

  private static final int PHASES = 3;

  private final Household house;
  private long number = Long.MIN_VALUE;
  private Day day;

  GroundTruth(Household house) {
    this.house = house;
  }

  /** The house of an emulated meter with seed 1. */
  static GroundTruth of(int phases, boolean ct, double solarKw) {
    return new GroundTruth(new Household(1, phases, ct ? 15 : 1, solarKw * 1000));
  }

  /** Watts of a phase, 0 to 2, in the minute that holds or ends a moment; negative when fed in. */
  double watts(int phase, LocalDateTime at) {
    long minute = minuteUpTo(at);
    return day(minute).power(phase, index(minute));
  }

  /** Volt-amperes of a phase, likewise. */
  double voltAmperes(int phase, LocalDateTime at) {
    long minute = minuteUpTo(at);
    return Math.hypot(
        day(minute).power(phase, index(minute)), day(minute).reactive(phase, index(minute)));
  }

  /** Watts of all phases together. */
  double watts(LocalDateTime at) {
    double sum = 0;
    for (int phase = 0; phase < PHASES; phase++) {
      sum += watts(phase, at);
    }
    return sum;
  }

  /** Watt-hours taken from the grid between two full minutes. */
  double imported(LocalDateTime from, LocalDateTime to) {
    double sum = 0;
    for (LocalDateTime end = from.plusMinutes(1); !end.isAfter(to); end = end.plusMinutes(1)) {
      sum += Math.max(0, watts(end)) / 60;
    }
    return sum;
  }

  /** Watt-hours fed into the grid between two full minutes. */
  double exported(LocalDateTime from, LocalDateTime to) {
    double sum = 0;
    for (LocalDateTime end = from.plusMinutes(1); !end.isAfter(to); end = end.plusMinutes(1)) {
      sum += Math.max(0, -watts(end)) / 60;
    }
    return sum;
  }

  private static long minuteUpTo(LocalDateTime at) {
    return Math.floorDiv(at.toEpochSecond(ZoneOffset.UTC) - 1, 60L);
  }

  private static int index(long minute) {
    return (int) Math.floorMod(minute, (long) Day.MINUTES);
  }

  private Day day(long minute) {
    long wanted = Math.floorDiv(minute, (long) Day.MINUTES);
    if (wanted != number) {
      day = house.day(wanted);
      number = wanted;
    }
    return day;
  }
}
