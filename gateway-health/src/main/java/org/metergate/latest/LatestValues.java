// SPDX-License-Identifier: Apache-2.0
package org.metergate.latest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;

/**
 * The newest live value of each register of each meter. A meter may send its power every 10 s and
 * its counters every hour: each value therefore keeps its own age, and from the usual distance
 * between two of them follows how long it may be called current. Any thread.
 */
public final class LatestValues {
  private static final int REGISTERS_KEPT = 500;
  private static final Duration SHORTEST_FRESH = Duration.ofSeconds(30);
  private static final Duration GAUGE_SEEN_ONCE = Duration.ofMinutes(1);
  private static final Duration OTHERS_SEEN_ONCE = Duration.ofMinutes(130);

  private record Register(String quantity, String register) {}

  private record Seen(Measurement measurement, Instant at, Duration usualGap) {}

  private static final class Known {
    private MeterRef meter;
    private final Map<Register, Seen> registers = new LinkedHashMap<>();
  }

  private final Map<String, Map<String, Known>> meters = new LinkedHashMap<>();
  private volatile Runnable listener = () -> {};

  /** Knows nothing yet. */
  public LatestValues() {}

  /**
   * Takes a reading, when it stands in the journal. One from a meter's own logger is passed over,
   * since history never becomes a current value. Another identifier than before means another
   * meter, whose predecessor's values are forgotten.
   *
   * @param reading any.
   */
  public void accept(Reading reading) {
    if (reading.origin() != Origin.LIVE) {
      return;
    }
    synchronized (this) {
      MeterRef meter = reading.meter();
      Known known =
          meters
              .computeIfAbsent(meter.name(), name -> new LinkedHashMap<>())
              .computeIfAbsent(meter.subMeter(), kind -> new Known());
      if (known.meter != null && !known.meter.identifier().equals(meter.identifier())) {
        known.registers.clear();
      }
      known.meter = meter;
      reading.measurements().forEach(m -> see(known.registers, m, reading.receivedAt()));
    }
    listener.run();
  }

  /**
   * Returns what is known of a configured meter.
   *
   * @param meter its configured name.
   * @return the meter itself and each sub-meter, in the order in which they were first heard.
   */
  public synchronized List<MeterValues> of(String meter) {
    List<MeterValues> found = new ArrayList<>();
    for (Known known : meters.getOrDefault(meter, Map.of()).values()) {
      List<LatestValue> values = new ArrayList<>();
      for (Seen seen : known.registers.values()) {
        values.add(new LatestValue(seen.measurement(), seen.at(), freshFor(seen)));
      }
      found.add(new MeterValues(known.meter, values));
    }
    return found;
  }

  /**
   * Forgets meters that are not configured any more.
   *
   * @param names configured names.
   */
  public void forget(Collection<String> names) {
    synchronized (this) {
      meters.keySet().removeAll(names);
    }
    listener.run();
  }

  /**
   * Sets what is called when there is something new.
   *
   * @param changed runs on the thread of {@link #accept} or {@link #forget}.
   */
  public void onChange(Runnable changed) {
    this.listener = changed;
  }

  private static void see(Map<Register, Seen> registers, Measurement measurement, Instant at) {
    Register register = new Register(measurement.quantity().name(), measurement.register());
    Seen before = registers.get(register);
    if (before == null && registers.size() == REGISTERS_KEPT) {
      registers.remove(registers.keySet().iterator().next());
    }
    registers.put(register, new Seen(measurement, at, usualGap(before, at)));
  }

  /** The last gap, but no outage may make the next values look fresh for hours. */
  private static Duration usualGap(Seen before, Instant at) {
    if (before == null) {
      return null;
    }
    Duration gap = Duration.between(before.at(), at);
    if (gap.isNegative()) {
      return before.usualGap();
    }
    if (before.usualGap() == null) {
      return gap;
    }
    Duration most = longer(before.usualGap().multipliedBy(2), SHORTEST_FRESH);
    return gap.compareTo(most) < 0 ? gap : most;
  }

  /** Two missed telegrams and a half; before the gap is known, by what kind of value it is. */
  private static Duration freshFor(Seen seen) {
    if (seen.usualGap() == null) {
      boolean gauge = seen.measurement().quantity().kind() == Quantity.Kind.GAUGE;
      return gauge ? GAUGE_SEEN_ONCE : OTHERS_SEEN_ONCE;
    }
    return longer(seen.usualGap().multipliedBy(5).dividedBy(2), SHORTEST_FRESH);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
