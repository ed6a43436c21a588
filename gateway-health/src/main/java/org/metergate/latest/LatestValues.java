// SPDX-License-Identifier: Apache-2.0
package org.metergate.latest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.value.DerivedQuantities;
import org.metergate.value.Formulas;

/**
 * The newest live value of each register of each meter, in the meter's own unit. A meter may send
 * its power every 10 s and its counters every hour: each value therefore keeps its own age, and the
 * usual interval between two values determines how long one counts as current. Any thread.
 */
public final class LatestValues {
  private static final int REGISTERS_KEPT = 500;
  private static final Duration SHORTEST_FRESH = Duration.ofSeconds(30);
  private static final Duration GAUGE_SEEN_ONCE = Duration.ofMinutes(1);
  private static final Duration OTHERS_SEEN_ONCE = Duration.ofMinutes(130);

  private record Register(String quantity, String register) {}

  private record Seen(Measurement measurement, Instant at, Duration usualInterval) {}

  private static final class MeterState {
    private MeterRef meter;
    private final Map<Register, Seen> registers = new LinkedHashMap<>();
  }

  private final Map<String, Map<String, MeterState>> meters = new LinkedHashMap<>();
  private volatile Runnable listener = () -> {};

  private final Optional<SentNames> sent;

  /** Starts without values; nothing is derived from what comes. */
  public LatestValues() {
    sent = Optional.empty();
  }

  /**
   * Starts without values, and adds to those of a telegram what follows from them, by {@link
   * DerivedQuantities}.
   *
   * @param before returns the counters and gauges that a meter ever sent in any of its lists, those
   *     of the reading that is just accepted may be missing; nothing if that cannot be found out
   *     now. Called on the thread of {@link #accept}, once for each meter number.
   */
  public LatestValues(Function<MeterRef, Optional<Set<String>>> before) {
    sent = Optional.of(new SentNames(before));
  }

  /**
   * Takes a reading that is in the journal. A reading from a meter's own logger is ignored, since
   * history never becomes a current value. A changed identifier means another meter, so the values
   * of its predecessor are dropped.
   *
   * @param reading any reading.
   */
  public void accept(Reading reading) {
    Optional<SentNames.Sent> names = sent.flatMap(all -> all.of(reading));
    if (reading.origin() != Origin.LIVE) {
      names.filter(SentNames.Sent::more).ifPresent(all -> dropOutdated(reading.meter(), all));
      return;
    }
    List<Measurement> derived =
        names.map(all -> DerivedQuantities.of(reading, all.names())).orElse(List.of());
    synchronized (this) {
      MeterRef meter = reading.meter();
      MeterState state =
          meters
              .computeIfAbsent(meter.name(), name -> new LinkedHashMap<>())
              .computeIfAbsent(meter.subMeter(), kind -> new MeterState());
      if (state.meter != null && !state.meter.identifier().equals(meter.identifier())) {
        state.registers.clear();
      }
      state.meter = meter;
      names.filter(SentNames.Sent::more).ifPresent(all -> dropOutdated(meter, all));
      reading.measurements().forEach(m -> see(state.registers, m, reading.receivedAt()));
      derived.forEach(m -> see(state.registers, m, reading.receivedAt()));
    }
    listener.run();
  }

  /**
   * Returns the latest values of a configured meter.
   *
   * @param meter its configured name.
   * @return the meter itself and each sub-meter, in the order of their first readings.
   */
  public synchronized List<MeterValues> of(String meter) {
    List<MeterValues> found = new ArrayList<>();
    for (MeterState state : meters.getOrDefault(meter, Map.of()).values()) {
      List<LatestValue> values = new ArrayList<>();
      for (Seen seen : state.registers.values()) {
        values.add(new LatestValue(seen.measurement(), seen.at(), freshFor(seen)));
      }
      found.add(new MeterValues(state.meter, values));
    }
    return found;
  }

  /**
   * Drops the values of meters that are no longer configured.
   *
   * @param names their configured names.
   */
  public void forget(Collection<String> names) {
    synchronized (this) {
      meters.keySet().removeAll(names);
    }
    listener.run();
  }

  /**
   * Sets the listener that is called after each change.
   *
   * @param changed runs on the thread of {@link #accept} or {@link #forget}.
   */
  public void onChange(Runnable changed) {
    this.listener = changed;
  }

  /** Drops what was derived by formulas that hold no longer, now that the meter sends more. */
  private synchronized void dropOutdated(MeterRef meter, SentNames.Sent sentNow) {
    MeterState state = meters.getOrDefault(meter.name(), Map.of()).get(meter.subMeter());
    if (state == null) {
      return;
    }
    Set<String> formulas = Formulas.of(sentNow.names());
    state
        .registers
        .values()
        .removeIf(
            seen ->
                DerivedQuantities.isDerived(seen.measurement())
                    && !formulas.contains(Formulas.name(seen.measurement())));
  }

  private static void see(Map<Register, Seen> registers, Measurement measurement, Instant at) {
    Register register = new Register(measurement.quantity().name(), measurement.register());
    Seen before = registers.get(register);
    if (before == null && registers.size() == REGISTERS_KEPT) {
      registers.remove(registers.keySet().iterator().next());
    }
    registers.put(register, new Seen(measurement, at, usualInterval(before, at)));
  }

  /**
   * Returns the last interval, limited so that an outage does not make the next values look fresh
   * for hours.
   */
  private static Duration usualInterval(Seen before, Instant at) {
    if (before == null) {
      return null;
    }
    Duration interval = Duration.between(before.at(), at);
    if (interval.isNegative()) {
      return before.usualInterval();
    }
    if (before.usualInterval() == null) {
      return interval;
    }
    Duration limit = longer(before.usualInterval().multipliedBy(2), SHORTEST_FRESH);
    return interval.compareTo(limit) < 0 ? interval : limit;
  }

  /** Returns two and a half intervals; until the interval is known, a time by the kind of value. */
  private static Duration freshFor(Seen seen) {
    if (seen.usualInterval() == null) {
      boolean gauge = seen.measurement().quantity().kind() == Quantity.Kind.GAUGE;
      return gauge ? GAUGE_SEEN_ONCE : OTHERS_SEEN_ONCE;
    }
    return longer(seen.usualInterval().multipliedBy(5).dividedBy(2), SHORTEST_FRESH);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
