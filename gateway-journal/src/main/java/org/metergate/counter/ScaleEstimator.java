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
 * Finds out how many watt-hours a count of a meter is, by comparing its power, added up over time,
 * with the steps of its counters. Works on doubles, since it only compares; no value that is handed
 * on comes from here. One thread.
 *
 * <p>Meters of this kind count in 1 Wh or in 10 Wh. The answer must be within 25 % of one of them,
 * over at least 25 Wh: at 30 W the third step of a counter in 10 Wh, in one hour and a half. Both
 * can never fit at once.
 */
public final class ScaleEstimator {
  /** The powers of ten that there are, in Wh. */
  public static final List<Integer> EXPONENTS = List.of(0, 1);

  private static final double ENOUGH = 25;
  private static final double FIT = 0.25;

  /** After so much energy that fits nothing it is said so, and all begins anew. */
  private static final double HOPELESS = 300;

  /** A decided scale is doubted only after so much that fits the other one. */
  private static final double DOUBT = 200;

  /** Readings further apart leave a hole, of which the energy is not known. */
  private static final long HOLE = TimeUnit.SECONDS.toNanos(65);

  /** Between two readings so far apart from each other in count, a count more or less is noise. */
  private static final BigDecimal MANY = BigDecimal.TEN;

  /** A power above this is believed only where voltages and currents do not speak against it. */
  private static final double CHECKED_FROM = 50;

  private final Tally imported = new Tally();
  private final Tally exported = new Tally();

  /**
   * What came of comparing.
   *
   * @param exponent the scale that fits; null where none does.
   * @param counts that the counters moved.
   * @param wattHours that the power gives for the same time.
   */
  public record Evidence(Integer exponent, long counts, double wattHours) {}

  /** Energy and counter of one direction since the last step that both are known of. */
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
      if (hasPower && at - powerAt > HOLE) {
        hole();
      } else if (hasPower) {
        energy += (power + watts) / 2 * (at - powerAt) / 3.6e12;
      }
      hasPower = true;
      power = watts;
      powerAt = at;
    }

    /** Keeps what was seen up to the last step before a hole. */
    void hole() {
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
        boolean seen = at - lastAt <= HOLE;
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

    /** All that was looked at, whether the counter moved or not. */
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
   * Takes a reading in.
   *
   * @param nanos the steady time at which it came.
   * @param reading live, its counters checked; those in doubt have no unit.
   */
  public void observe(long nanos, Reading reading) {
    boolean believed = believed(reading);
    take(nanos, reading, imported, "power_import", "energy_import", believed);
    take(nanos, reading, exported, "power_export", "energy_export", believed);
  }

  private static void take(
      long nanos, Reading reading, Tally tally, String power, String energy, boolean believed) {
    if (!believed) {
      tally.hole();
      return;
    }
    Double watts = value(reading, power, Unit.W);
    if (watts != null) {
      tally.power(nanos, watts);
    }
    reading
        .measurement(energy)
        .filter(m -> m.raw() != null && Unit.WH.equals(m.unit()))
        .map(Measurement::raw)
        .ifPresent(count -> tally.count(nanos, count));
  }

  /**
   * Says whether voltages and currents allow the powers, which a few meters send in tenths of a
   * watt: the apparent power of the phases is never much below the active one. Currents without a
   * scale are taken as hundredths, the larger of the two that there are.
   */
  private static boolean believed(Reading reading) {
    double power =
        Math.max(
            orNothing(value(reading, "power_import", Unit.W)),
            orNothing(value(reading, "power_export", Unit.W)));
    double apparent = 0;
    boolean measured = false;
    for (int phase = 1; phase <= 3; phase++) {
      Double voltage = value(reading, "voltage_l" + phase, Unit.V);
      Optional<Measurement> current = reading.measurement("current_l" + phase);
      if (voltage != null && current.isPresent()) {
        Double amperes = value(reading, "current_l" + phase, Unit.A);
        apparent += voltage * (amperes == null ? hundredths(current.get()) : amperes);
        measured = true;
      }
    }
    return !measured || power < CHECKED_FROM || power <= 2 * apparent + CHECKED_FROM;
  }

  private static double hundredths(Measurement current) {
    return current.raw() == null ? 0 : current.raw().doubleValue() / 100;
  }

  private static double orNothing(Double number) {
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
   * Looks for the answer.
   *
   * @return nothing while too little energy has passed; evidence without an exponent, once, when
   *     much has passed and fits neither scale.
   */
  public Optional<Evidence> decide() {
    Evidence evidence = evidence();
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
   * Looks for a contradiction to what was decided.
   *
   * @param decided the scale that is in use.
   * @return evidence for another scale, or nothing.
   */
  public Optional<Evidence> contradiction(int decided) {
    Evidence evidence = evidence();
    if (evidence.wattHours() < DOUBT) {
      if (imported.seenEnergy() + exported.seenEnergy() > 100 * DOUBT) {
        restart();
      }
      return Optional.empty();
    }
    restart();
    return evidence.exponent() == null || evidence.exponent() == decided
        ? Optional.empty()
        : Optional.of(evidence);
  }

  private Evidence evidence() {
    long counts = imported.allCounts() + exported.allCounts();
    double energy = imported.allEnergy() + exported.allEnergy();
    for (int exponent : EXPONENTS) {
      double counted = counts * Math.pow(10, exponent);
      if (energy > 0 && Math.abs(counted - energy) <= FIT * energy) {
        return new Evidence(exponent, counts, energy);
      }
    }
    return new Evidence(null, counts, energy);
  }

  private void restart() {
    imported.restart();
    exported.restart();
  }
}
