// SPDX-License-Identifier: Apache-2.0
package org.metergate.latest;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.value.DerivedQuantities;
import org.metergate.value.Formulas;

/**
 * Which counters and gauges each meter ever sent: what was sent before is looked up once, and what
 * comes is added, so that a reading never waits for a look-up again. Any thread.
 */
final class SentNames {
  /** A meter whose number is read wrong again and again must not fill the memory. */
  private static final int NUMBERS_KEPT = 8;

  private final Function<MeterRef, Optional<Set<String>>> before;
  private final Map<String, Map<String, Set<String>>> known = new HashMap<>();

  /**
   * Creates it without any name.
   *
   * @param before as in {@link LatestValues#LatestValues(Function)}.
   */
  SentNames(Function<MeterRef, Optional<Set<String>>> before) {
    this.before = before;
  }

  /**
   * What a meter sent.
   *
   * @param names of its counters and gauges, and of totals that were made of them.
   * @param more whether there are new ones among them.
   */
  record Sent(Set<String> names, boolean more) {}

  /** Returns what the meter of a reading sent up to now; nothing as long as that is not known. */
  Optional<Sent> of(Reading reading) {
    MeterRef meter = reading.meter();
    if (!isKnown(meter)) {
      Optional<Set<String>> found = before.apply(meter); // may wait, so without the lock
      if (found.isEmpty()) {
        return Optional.empty();
      }
      learn(meter, found.get());
    }
    Sent sentNow = add(meter, names(reading));
    Set<String> totals = Formulas.totals(DerivedQuantities.of(reading, sentNow.names()));
    return Optional.of(new Sent(add(meter, totals).names(), sentNow.more()));
  }

  private synchronized boolean isKnown(MeterRef meter) {
    return known.getOrDefault(meter.displayName(), Map.of()).containsKey(meter.identifier());
  }

  private synchronized void learn(MeterRef meter, Set<String> names) {
    Map<String, Set<String>> numbers =
        known.computeIfAbsent(meter.displayName(), name -> new HashMap<>());
    if (numbers.size() >= NUMBERS_KEPT) {
      numbers.clear();
    }
    numbers.computeIfAbsent(meter.identifier(), number -> new HashSet<>()).addAll(names);
  }

  /** Adds names; those of a list without its meter's number belong to every number. */
  private synchronized Sent add(MeterRef meter, Set<String> names) {
    Map<String, Set<String>> numbers = known.get(meter.displayName());
    Set<String> own = numbers.computeIfAbsent(meter.identifier(), number -> new HashSet<>());
    boolean more = !own.containsAll(names);
    if (more) {
      numbers.forEach(
          (number, sent) -> {
            boolean shared = number.isEmpty() || meter.identifier().isEmpty();
            if (shared || number.equals(meter.identifier())) {
              sent.addAll(names);
            }
          });
    }
    return new Sent(Set.copyOf(own), more);
  }

  private static Set<String> names(Reading reading) {
    Set<String> names = new HashSet<>();
    for (Measurement measurement : reading.measurements()) {
      if (measurement.quantity().kind() != Quantity.Kind.STATE) {
        names.add(measurement.quantity().name());
      }
    }
    return names;
  }
}
