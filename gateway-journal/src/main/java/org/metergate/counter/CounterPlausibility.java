// SPDX-License-Identifier: Apache-2.0
package org.metergate.counter;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;

/**
 * Withholds the counters of one meter that decreased, or grew more than is possible: outputs would
 * take the difference for consumption. The number is kept as the raw value. A counter that stays
 * wrong stays withheld until {@link #forget}. One thread.
 */
public final class CounterPlausibility {
  /** A counter may change as rarely as once an hour, by the growth of the whole hour. */
  private static final Duration SHORTEST = Duration.ofHours(1);

  /** Before the first reading the program may not have run, and its clock may still be wrong. */
  private static final Duration ASLEEP = Duration.ofDays(30);

  private static final int MAX_COUNTERS = 200;

  private final Map<String, State> states = new TreeMap<>();

  private static final class State {
    private BigDecimal count;
    private Instant moved;
    private boolean fresh;
    private Duration leapt;

    State(BigDecimal count, Instant moved, boolean fresh) {
      this.count = count;
      this.moved = moved;
      this.fresh = fresh;
    }

    /** The time in which the counter could grow; it stays fixed while the counter is in doubt. */
    Duration time(Instant now) {
      if (leapt != null) {
        return leapt;
      }
      Duration since = Duration.between(moved, now);
      Duration least = fresh ? ASLEEP : SHORTEST;
      return since.compareTo(least) < 0 ? least : since;
    }
  }

  /** Starts without any known counter. */
  public CounterPlausibility() {}

  /**
   * Checks a reading.
   *
   * @param reading of this meter, in the order of arrival.
   * @param exponent the power of ten of counts without a value.
   * @param findings receives a finding for each counter that is withheld.
   * @return the same reading, or a copy in which the withheld counters have neither value nor unit.
   */
  public Reading check(Reading reading, int exponent, Consumer<Finding> findings) {
    List<Measurement> checked = null;
    for (int i = 0; i < reading.measurements().size(); i++) {
      Measurement m = reading.measurements().get(i);
      if (m.quantity().kind() == Quantity.Kind.COUNTER
          && !accept(m, reading.receivedAt(), exponent, findings)) {
        checked = checked == null ? new ArrayList<>(reading.measurements()) : checked;
        checked.set(i, Measurements.withheld(m));
      }
    }
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

  private boolean accept(Measurement m, Instant at, int exponent, Consumer<Finding> findings) {
    BigDecimal now = comparable(m);
    if (now == null) {
      return true;
    }
    State state = states.get(m.register());
    if (state == null) {
      if (states.size() < MAX_COUNTERS) {
        states.put(m.register(), new State(now, at, false));
      }
      return true;
    }
    int moved = now.compareTo(state.count);
    if (moved == 0) {
      state.leapt = null;
      return true;
    }
    if (moved < 0) {
      findings.accept(
          CounterFindings.DECREASED.with(
              "quantity", m.quantity().label(),
              "register", m.register(),
              "before", plain(state.count)));
      return false;
    }
    Duration time = state.time(at);
    if (!GrowthLimits.possible(m, now.subtract(state.count), exponent, time)) {
      state.leapt = time;
      findings.accept(
          CounterFindings.JUMPED.with(
              "quantity", m.quantity().label(),
              "register", m.register(),
              "before", plain(state.count),
              "now", plain(now)));
      return false;
    }
    state.count = now;
    state.moved = at;
    state.fresh = false;
    state.leapt = null;
    return true;
  }

  /** The value if there is one, since it does not depend on the scale; else the count. */
  private static BigDecimal comparable(Measurement m) {
    if (m.value() instanceof Value.Decimal && m.raw() == null) {
      return ((Value.Decimal) m.value()).number();
    }
    return m.raw();
  }

  private static String plain(BigDecimal number) {
    return number.toPlainString();
  }

  /** Forgets all counters, so that the next reading is accepted as it is. */
  public void forget() {
    states.clear();
  }

  /**
   * Learns from an earlier reading.
   *
   * @param reading as stored; a missing unit marks a withheld counter.
   */
  public void learn(Reading reading) {
    for (Measurement m : reading.measurements()) {
      BigDecimal count = comparable(m);
      boolean good = m.unit() != null && m.quantity().kind() == Quantity.Kind.COUNTER;
      if (good && count != null) {
        State known = states.get(m.register());
        if (known == null || known.count.compareTo(count) < 0) {
          states.put(m.register(), new State(count, reading.receivedAt(), true));
        }
      }
    }
  }

  /**
   * Writes the known counters: {@code REGISTER=COUNT@SECONDS}, separated by blanks.
   *
   * @param maxLength the longest text, in characters; counters that do not fit are left out.
   * @return the text, for {@link #parse}.
   */
  public String text(int maxLength) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, State> entry : states.entrySet()) {
      State state = entry.getValue();
      String one =
          entry.getKey() + "=" + plain(state.count) + "@" + state.moved.getEpochSecond() + " ";
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
        String[] parts = one.split("[=@]");
        Instant moved = Instant.ofEpochSecond(Long.parseLong(parts[2]));
        plausibility.states.put(parts[0], new State(new BigDecimal(parts[1]), moved, true));
      }
    } catch (RuntimeException e) {
      throw new MalformedException("'" + text + "' is not a list of REGISTER=COUNT@SECONDS");
    }
    return plausibility;
  }
}
