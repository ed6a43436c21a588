// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Value;

/**
 * Keeps the names of the measurements of a telegram distinct. A value that stands twice counts
 * once. Of two values of one quantity the first has its name, and the second has that of its own
 * register; if the register is the same as well, both name and register get a number.
 */
final class DistinctNames {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, List<Measurement>> before = new HashMap<>();

  private DistinctNames(List<Measurement> measurements) {
    measurements.forEach(m -> taken.add(m.quantity().name()));
  }

  /** Returns measurements without repetitions, all with different names, in the same order. */
  static List<Measurement> of(List<Measurement> measurements) {
    DistinctNames names = new DistinctNames(measurements);
    if (names.taken.size() == measurements.size()) {
      return measurements;
    }
    List<Measurement> distinct = new ArrayList<>();
    for (Measurement m : measurements) {
      List<Measurement> same =
          names.before.computeIfAbsent(m.quantity().name(), name -> new ArrayList<>());
      if (same.isEmpty()) {
        distinct.add(m);
      } else if (same.stream().noneMatch(other -> isRepetition(other, m))) {
        distinct.add(names.other(m, same));
      }
      same.add(m);
    }
    return distinct;
  }

  private static boolean isRepetition(Measurement one, Measurement other) {
    boolean same =
        one.value() instanceof Value.Decimal number && other.value() instanceof Value.Decimal again
            ? number.number().compareTo(again.number()) == 0
            : one.value().equals(other.value());
    return same && Objects.equals(one.unit(), other.unit()) && Objects.equals(one.at(), other.at());
  }

  private Measurement other(Measurement m, List<Measurement> same) {
    boolean sameRegister = same.stream().anyMatch(one -> one.register().equals(m.register()));
    String own = Quantities.unnamed(m.register()).name();
    int number = same.size() + 1;
    String name = sameRegister ? m.quantity().name() + "_" + number : own;
    while (!taken.add(name)) {
      number++;
      name = m.quantity().name() + "_" + number;
    }
    Quantity q = m.quantity();
    return new Measurement(
        new Quantity(name, q.kind(), q.dimension(), q.label() + " " + number),
        m.value(),
        m.unit(),
        sameRegister ? m.register() + "#" + number : m.register(),
        m.raw(),
        m.at());
  }
}
