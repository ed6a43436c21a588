// SPDX-License-Identifier: Apache-2.0
package org.metergate.counter;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.metergate.counter.KnownCounter.Amount;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;

/**
 * Withholds the counters of one meter that decreased, or grew more than is possible: outputs would
 * take the difference for consumption. Counters are compared in watt-hours, varh or cubic metres,
 * so that a new unit or scale is no leap; counts whose scale is not known are compared as counts.
 * The number of a withheld counter is kept as the raw value. A counter that stays wrong stays
 * withheld until {@link #forget}, unless it began at exactly zero. One thread.
 */
public final class CounterPlausibility {
  private static final int MAX_COUNTERS = 200;

  /** Powers in W this close to each other are the same load, whatever their ratio. */
  private static final double SAME_LOAD = 100;

  private final Map<String, KnownCounter> counters = new TreeMap<>();
  private Double watts; // of the last telegram that has a power
  private Double wattsAtCounters; // of the last telegram whose counters were accepted

  /** Starts without any known counter. */
  public CounterPlausibility() {}

  /**
   * Checks a reading.
   *
   * @param reading of this meter, in the order of arrival.
   * @param exponent the power of ten of counts without a value; null while it is not known.
   * @param findings receives a finding for each counter that is withheld.
   * @return the same reading, or a copy in which the withheld counters have neither value nor unit.
   */
  public Reading check(Reading reading, Integer exponent, Consumer<Finding> findings) {
    List<Measurement> checked = null;
    boolean all = true;
    for (int i = 0; i < reading.measurements().size(); i++) {
      Measurement m = reading.measurements().get(i);
      boolean counter = m.quantity().kind() == Quantity.Kind.COUNTER;
      if (counter && Measurements.isWithheld(m)) {
        all = false; // its number is no evidence, in whatever scale it is
      } else if (counter && !accept(m, reading.receivedAt(), exponent, findings)) {
        checked = checked == null ? new ArrayList<>(reading.measurements()) : checked;
        checked.set(i, Measurements.withheld(m));
      }
    }
    notePower(reading, all && checked == null);
    return checked == null ? reading : reading.withMeasurements(checked);
  }

  /**
   * Removes the value of a measurement.
   *
   * @param m of a counter.
   * @return the measurement without value and unit; the number is kept as the raw value.
   */
  public static Measurement withheld(Measurement m) {
    return Measurements.withheld(m);
  }

  /**
   * Looks for a switch of the meter's scale, before the reading is checked.
   *
   * @param reading of this meter, in the order of arrival.
   * @param exponent the power of ten of counts without a value until now; null if not known.
   * @return nothing unless all its energies leapt by ten or a tenth and its power did not.
   */
  public Optional<ScaleSwitch> scaleSwitch(Reading reading, Integer exponent) {
    List<ScaleSwitch.Step> steps = new ArrayList<>();
    for (Measurement m : reading.measurements()) {
      KnownCounter known = counters.get(m.register());
      Amount now = CounterRule.isEnergy(m) ? Amount.of(m, exponent) : null;
      boolean comparable = known != null && now != null && now.count() != null;
      if (comparable && known.last().count() != null) {
        BigDecimal growth = known.growth(now);
        boolean resized =
            known.last().size() != null && now.size() != null && !sameSize(known, now);
        if (resized && (growth.signum() >= 0 || isRounding(growth, now))) {
          return Optional.empty(); // the telegram itself says what a count is now
        }
        steps.add(
            new ScaleSwitch.Step(
                known.last().count().doubleValue(),
                now.count().doubleValue(),
                known.last().size(),
                known.since(reading.receivedAt())));
      }
    }
    Double now = Measurements.watts(reading);
    if (steps.isEmpty() || !(isSameLoad(now, watts) || isSameLoad(now, wattsAtCounters))) {
      return Optional.empty();
    }
    return ScaleSwitch.of(steps, greatest(now, watts, wattsAtCounters));
  }

  private static boolean sameSize(KnownCounter known, Amount now) {
    double ratio = known.last().size() / now.size();
    return ratio > 0.5 && ratio < 2;
  }

  /** Whether a power is within a factor of two of one before; unknown ones contradict nothing. */
  private static boolean isSameLoad(Double now, Double before) {
    if (now == null || before == null || Math.abs(now - before) <= SAME_LOAD) {
      return true;
    }
    return now <= 2 * before && before <= 2 * now;
  }

  private static Double greatest(Double... powers) {
    return Arrays.stream(powers).filter(Objects::nonNull).max(Double::compare).orElse(null);
  }

  private void notePower(Reading reading, boolean accepted) {
    Double now = Measurements.watts(reading);
    watts = now == null ? watts : now;
    wattsAtCounters = accepted && now != null ? now : wattsAtCounters;
  }

  private boolean accept(Measurement m, Instant at, Integer exponent, Consumer<Finding> findings) {
    Amount now = Amount.of(m, exponent);
    if (now == null) {
      return true;
    }
    KnownCounter known = counters.get(m.register());
    if (known == null) {
      if (counters.size() < MAX_COUNTERS) {
        counters.put(m.register(), new KnownCounter(now, at, false));
      }
      return true;
    }
    BigDecimal growth = known.isReleased() ? null : known.growth(now);
    if (growth == null) {
      known.accept(now, at);
      return true;
    }
    if (growth.signum() == 0) {
      known.rest(now);
      return true;
    }
    if (growth.signum() < 0) {
      if (!isRounding(growth, now)) {
        findings.accept(
            CounterFindings.DECREASED.with(
                "quantity", m.quantity().label(),
                "register", m.register(),
                "before", before(known, m)));
      }
      return false;
    }
    return grow(m, known, now, growth, at, findings);
  }

  /**
   * Whether a counter fell by less than one count: it counts in coarser steps than before, and
   * shows the amount of before again when it has counted once more.
   */
  private static boolean isRounding(BigDecimal growth, Amount now) {
    return now.size() != null && now.size() > 1 && -growth.doubleValue() < now.size();
  }

  private boolean grow(
      Measurement m,
      KnownCounter known,
      Amount now,
      BigDecimal growth,
      Instant at,
      Consumer<Finding> findings) {
    Duration time = known.time(at);
    if (!GrowthLimits.possible(m, growth.doubleValue(), time)) {
      BigDecimal total = now.amount() == null ? now.count() : now.amount();
      boolean believed =
          known.leapt(now, at, (by, in) -> GrowthLimits.possible(m, by.doubleValue(), in))
              && GrowthLimits.fitsDisplay(m, total.doubleValue());
      findings.accept(
          (believed ? CounterFindings.BEGAN_AT_ZERO : CounterFindings.JUMPED)
              .with(
                  "quantity", m.quantity().label(),
                  "register", m.register(),
                  "before", before(known, m),
                  "now", shown(now, m)));
      if (!believed) {
        return false;
      }
    }
    known.accept(now, at);
    return true;
  }

  private static String before(KnownCounter known, Measurement m) {
    return shown(known.last(), m);
  }

  /** What the meter shows, in the unit of the measurement if that is known. */
  private static String shown(Amount amount, Measurement m) {
    if (amount.amount() == null) {
      return amount.count().toPlainString();
    }
    BigDecimal number = amount.amount().divide(GrowthLimits.unit(m), MathContext.DECIMAL64);
    BigDecimal whole = number.stripTrailingZeros();
    return (whole.scale() < 0 ? whole.setScale(0) : whole).toPlainString();
  }

  /**
   * Accepts the next value of each counter as it is, except one by which the scale seems to be
   * switched.
   *
   * @return takes this back, except for counters of which a value has come since; what was
   *     forgotten before stays so.
   */
  public Runnable forget() {
    List<KnownCounter> forgotten =
        counters.values().stream().filter(known -> !known.isReleased()).toList();
    forgotten.forEach(KnownCounter::release);
    return () -> forgotten.forEach(KnownCounter::takeBackRelease);
  }

  /**
   * Withholds all energies of a reading, since their scale does not hold any more.
   *
   * @param reading of this meter.
   * @return a copy in which they have neither value nor unit.
   */
  public Reading withholdEnergies(Reading reading) {
    List<Measurement> kept = new ArrayList<>(reading.measurements());
    for (Measurement m : reading.measurements()) {
      KnownCounter known = counters.get(m.register());
      if (CounterRule.isEnergy(m)) {
        kept.set(kept.indexOf(m), Measurements.withheld(m));
        if (known != null) {
          known.doubt(reading.receivedAt());
        }
      }
    }
    notePower(reading, false);
    return reading.withMeasurements(kept);
  }

  /** Compares counts without a value as counts once, since their scale was decided differently. */
  public void reinterpret() {
    counters.values().forEach(KnownCounter::reinterpret);
  }

  /**
   * Takes a scale for the counts until now.
   *
   * @param exponent of ten, in Wh or varh, for all counts whose scale was not known.
   */
  public void scale(int exponent) {
    counters.values().forEach(known -> known.scale(exponent));
  }

  /**
   * Learns from an earlier reading.
   *
   * @param reading as stored; a missing unit marks a withheld counter.
   */
  public void learn(Reading reading) {
    learn(reading, null);
  }

  /**
   * Learns from an earlier reading.
   *
   * @param reading as stored; a missing unit marks a withheld counter.
   * @param exponent the power of ten of its counts without a value; null if not known.
   */
  public void learn(Reading reading, Integer exponent) {
    boolean all = true;
    for (Measurement m : reading.measurements()) {
      boolean counter = m.quantity().kind() == Quantity.Kind.COUNTER;
      Amount amount = counter && m.unit() != null ? Amount.of(m, exponent) : null;
      all &= !counter || amount != null;
      if (amount != null) {
        KnownCounter known = counters.get(m.register());
        BigDecimal growth = known == null ? null : known.growth(amount);
        if (growth == null || growth.signum() > 0 || known.isReleased()) {
          counters.put(m.register(), new KnownCounter(amount, reading.receivedAt(), true));
        }
      }
    }
    notePower(reading, all);
  }

  /**
   * Writes the known counters, separated by blanks: {@code REGISTER=AMOUNT@SECONDS} in the base
   * unit, {@code REGISTER=AMOUNT/COUNT@SECONDS} where the integer of the wire is another number or
   * there is none; {@code ~} before the count where the wire has no scale; {@code !} follows where
   * the next value is accepted as it is.
   *
   * @param maxLength the longest text, in characters; counters that do not fit are left out.
   * @return the text, for {@link #parse}.
   */
  public String text(int maxLength) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, KnownCounter> entry : counters.entrySet()) {
      String one = entry.getKey() + "=" + entry.getValue().text() + " ";
      if (text.length() + one.length() <= maxLength && entry.getKey().matches("[^ =@]+")) {
        text.append(one);
      }
    }
    return text.toString().stripTrailing();
  }

  /**
   * Reads a text of {@link #text}.
   *
   * @param text the text to read.
   * @return an object that continues from there.
   * @throws MalformedException when the text has another form.
   */
  public static CounterPlausibility parse(String text) throws MalformedException {
    CounterPlausibility plausibility = new CounterPlausibility();
    try {
      for (String one : text.isEmpty() ? new String[0] : text.split(" ")) {
        String[] parts = one.split("=", 2);
        plausibility.counters.put(parts[0], KnownCounter.parse(parts[1]));
      }
    } catch (RuntimeException e) {
      throw new MalformedException("'" + text + "' is not a list of REGISTER=AMOUNT@SECONDS");
    }
    return plausibility;
  }
}
