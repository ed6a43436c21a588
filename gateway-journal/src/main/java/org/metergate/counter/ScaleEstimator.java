// SPDX-License-Identifier: Apache-2.0
package org.metergate.counter;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/**
 * Estimates how many watt-hours one count of a meter is, by comparing its power, integrated over
 * time, with the steps of its counters. Works on doubles, since it only compares; no published
 * value comes from here. One thread.
 *
 * <p>Meters of this kind count in 1 Wh or in 10 Wh. The result must be within 25 % of one of them,
 * over at least 25 Wh: at 30 W that is the third step of a counter in 10 Wh, after one and a half
 * hours. Both can never match at once.
 */
public final class ScaleEstimator {
  /** The possible powers of ten, in Wh. */
  public static final List<Integer> EXPONENTS = List.of(0, 1);

  private static final double ENOUGH = 25;
  private static final double FIT = 0.25;

  /**
   * After this much energy in Wh that matches no scale, this is reported and the estimate restarts.
   */
  private static final double HOPELESS = 300;

  /** A decided scale is doubted only after this much energy in Wh that matches the other one. */
  private static final double DOUBT = 200;

  /** Readings further apart than this leave a gap whose energy is not known. */
  private static final long MAX_GAP = TimeUnit.SECONDS.toNanos(65);

  /** From this difference in counts on, one count more or less is noise. */
  private static final BigDecimal MANY = BigDecimal.TEN;

  /** A power in W above this is used only if voltages and currents do not contradict it. */
  private static final double CHECKED_FROM = 50;

  /** Voltages times currents are the power within these factors, also with a poor power factor. */
  private static final double LEAST_APPARENT = 0.8;

  private static final double MOST_APPARENT = 2;

  private final Tally imported = new Tally();
  private final Tally exported = new Tally();
  private final Tally apparent = new Tally();

  /**
   * The result of the comparison.
   *
   * @param exponent the scale that matches; null if none does.
   * @param counts that the counters moved.
   * @param wattHours the energy from the power over the same time.
   * @param powerDoubted whether voltages and currents agree with the scale in use, so that it is
   *     the power that does not fit.
   */
  public record Evidence(Integer exponent, long counts, double wattHours, boolean powerDoubted) {}

  /** Energy and counter of one direction, since the last step for which both are known. */
  private static final class Tally {
    private long powerAt;
    private double power;
    private boolean hasPower;
    private double energy;
    private BigDecimal anchor;
    private boolean exact;
    private BigDecimal last;
    private long lastAt;
    private BigDecimal step;
    private double energyAtStep;
    private double energyAtCount;
    private long closedCounts;
    private double closedEnergy;

    void power(long at, double watts) {
      if (hasPower && at - powerAt > MAX_GAP) {
        gap();
      } else if (hasPower) {
        energy += (power + watts) / 2 * (at - powerAt) / 3.6e12;
      }
      hasPower = true;
      power = watts;
      powerAt = at;
    }

    /** Keeps what was observed up to the last step before a gap. */
    void gap() {
      if (anchor != null && isWhole()) {
        closedCounts += counts();
        closedEnergy += energyAtStep;
      }
      anchor = null;
      hasPower = false;
    }

    void count(long at, BigDecimal count) {
      if (anchor == null || count.compareTo(last) < 0) {
        begin(count, false);
      } else if (count.compareTo(last) > 0) {
        boolean seen = at - lastAt <= MAX_GAP;
        if (!exact && seen && count.subtract(anchor).compareTo(MANY) < 0) {
          begin(count, true);
        } else {
          step = count;
          energyAtStep = energy;
        }
      }
      last = count;
      lastAt = at;
      energyAtCount = energy;
    }

    private void begin(BigDecimal count, boolean atStep) {
      anchor = count;
      exact = atStep;
      step = count;
      energy = 0;
      energyAtStep = 0;
    }

    private long counts() {
      return step.subtract(anchor).longValue();
    }

    private boolean isWhole() {
      return exact || step.subtract(anchor).compareTo(MANY) >= 0;
    }

    long allCounts() {
      return closedCounts + (anchor != null && isWhole() ? counts() : 0);
    }

    double allEnergy() {
      return closedEnergy + (anchor != null && isWhole() ? energyAtStep : 0);
    }

    /** All energy observed, whether the counter moved or not. */
    double seenEnergy() {
      return closedEnergy + (anchor == null ? 0 : energyAtCount);
    }

    void restart() {
      closedCounts = 0;
      closedEnergy = 0;
      anchor = null;
    }
  }

  /**
   * Adds a reading.
   *
   * @param nanos the monotonic time at which it came.
   * @param reading live, its counters checked; those in doubt have no unit.
   */
  public void observe(long nanos, Reading reading) {
    boolean plausible = plausible(reading);
    take(nanos, reading, imported, "power_import", "energy_import", plausible);
    take(nanos, reading, exported, "power_export", "energy_export", plausible);
    Double voltAmperes =
        orZero(value(reading, "power_export", Unit.W)) > 0 ? null : apparent(reading);
    if (voltAmperes != null) {
      apparent.power(nanos, voltAmperes);
      count(nanos, reading, apparent, "energy_import");
    } else if (value(reading, "power_import", Unit.W) != null) {
      apparent.gap();
    }
  }

  private static void take(
      long nanos, Reading reading, Tally tally, String power, String energy, boolean plausible) {
    if (!plausible) {
      tally.gap();
      return;
    }
    Double watts = value(reading, power, Unit.W);
    if (watts != null) {
      tally.power(nanos, watts);
    }
    count(nanos, reading, tally, energy);
  }

  private static void count(long nanos, Reading reading, Tally tally, String energy) {
    reading
        .measurement(energy)
        .filter(m -> m.raw() != null && Unit.WH.equals(m.unit()))
        .map(Measurement::raw)
        .ifPresent(count -> tally.count(nanos, count));
  }

  /**
   * Returns whether voltages and currents are consistent with the powers, which a few meters send
   * in tenths of a watt: the apparent power of the phases is never much below the active one.
   */
  private static boolean plausible(Reading reading) {
    double power =
        Math.max(
            orZero(value(reading, "power_import", Unit.W)),
            orZero(value(reading, "power_export", Unit.W)));
    Double apparent = apparent(reading);
    return apparent == null || power < CHECKED_FROM || power <= 2 * apparent + CHECKED_FROM;
  }

  /**
   * Returns voltages times currents, in VA; null if the reading has none. Currents without a scale
   * are taken as hundredths, the larger of the two possible scales.
   */
  private static Double apparent(Reading reading) {
    Double apparent = null;
    for (int phase = 1; phase <= 3; phase++) {
      Double voltage = value(reading, "voltage_l" + phase, Unit.V);
      Optional<Measurement> current = reading.measurement("current_l" + phase);
      if (voltage != null && current.isPresent()) {
        Double amperes = value(reading, "current_l" + phase, Unit.A);
        double known = amperes == null ? hundredths(current.get()) : amperes;
        apparent = (apparent == null ? 0 : apparent) + voltage * known;
      }
    }
    return apparent;
  }

  private static double hundredths(Measurement current) {
    return current.raw() == null ? 0 : current.raw().doubleValue() / 100;
  }

  private static double orZero(Double number) {
    return number == null ? 0 : number;
  }

  private static Double value(Reading reading, String quantity, Unit unit) {
    return reading
        .measurement(quantity)
        .filter(m -> unit.equals(m.unit()) && m.value() instanceof Value.Decimal)
        .map(m -> ((Value.Decimal) m.value()).number().doubleValue())
        .orElse(null);
  }

  /**
   * Tries to decide the scale.
   *
   * @return nothing while too little energy has passed; evidence without an exponent, once, when
   *     much has passed and matches neither scale.
   */
  public Optional<Evidence> decide() {
    Evidence evidence = evidence(EXPONENTS);
    if (evidence.wattHours() >= ENOUGH && evidence.exponent() != null) {
      restart();
      return Optional.of(evidence);
    }
    if (imported.seenEnergy() + exported.seenEnergy() < HOPELESS) {
      return Optional.empty();
    }
    restart();
    return evidence.exponent() == null ? Optional.of(evidence) : Optional.empty();
  }

  /**
   * Looks for evidence against the decided scale.
   *
   * @param decided the scale in use.
   * @return evidence for another scale, or nothing; one that no meter has shows that the power is
   *     wrong, if voltages and currents confirm the scale in use.
   */
  public Optional<Evidence> contradiction(int decided) {
    Evidence evidence = evidence(List.of(decided, decided - 1, decided + 1));
    boolean confirmed = isConfirmed(decided);
    if (evidence.wattHours() < DOUBT) {
      if (imported.seenEnergy() + exported.seenEnergy() > 100 * DOUBT) {
        restart();
      }
      return Optional.empty();
    }
    restart();
    Integer found = evidence.exponent();
    return found == null || found == decided || !confirmed && !EXPONENTS.contains(found)
        ? Optional.empty()
        : Optional.of(
            new Evidence(evidence.exponent(), evidence.counts(), evidence.wattHours(), confirmed));
  }

  /** Whether voltages, currents and the counter agree on a scale, whatever the power says. */
  private boolean isConfirmed(int decided) {
    double counted = apparent.allCounts() * Math.pow(10, decided);
    double energy = apparent.allEnergy();
    return energy >= DOUBT
        && energy >= LEAST_APPARENT * counted
        && energy <= MOST_APPARENT * counted;
  }

  private Evidence evidence(List<Integer> exponents) {
    long counts = imported.allCounts() + exported.allCounts();
    double energy = imported.allEnergy() + exported.allEnergy();
    for (int exponent : exponents) {
      double counted = counts * Math.pow(10, exponent);
      if (energy > 0 && Math.abs(counted - energy) <= FIT * energy) {
        return new Evidence(exponent, counts, energy, false);
      }
    }
    return new Evidence(null, counts, energy, false);
  }

  /**
   * Returns whether the power of a reading agrees with its voltages and currents.
   *
   * @param reading live.
   * @return true also if one of them is missing or too small to say.
   */
  public static boolean powerFits(Reading reading) {
    Double watts = Measurements.watts(reading);
    Double apparent = apparent(reading);
    return watts == null
        || apparent == null
        || apparent < 10 * CHECKED_FROM
        || watts * MOST_APPARENT >= apparent && watts <= apparent / LEAST_APPARENT;
  }

  /** Returns whether a telegram had a power that the counters can be compared with. */
  public boolean hasPower() {
    return imported.hasPower || exported.hasPower;
  }

  /** Begins again with the next reading: what a count is has changed. */
  public void restart() {
    imported.restart();
    exported.restart();
    apparent.restart();
  }
}
