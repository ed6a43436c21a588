// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;

/**
 * Withholds the value of a counter that is lower than before, as long as the same meter sends: an
 * output would take it for consumption. The raw integer stays. One thread.
 */
final class FallenCounters {
  private final Map<String, BigDecimal> highest = new HashMap<>();
  private String meter = "";
  private List<Measurement> last = List.of();

  /**
   * A counter that fell.
   *
   * @param register its register.
   * @param before the raw integer that it had reached.
   */
  record Fall(String register, BigDecimal before) {}

  /**
   * Looks at a telegram.
   *
   * @param identifier whose it is; another one begins anew.
   * @param measurements of the telegram.
   * @param told hears of each counter that fell.
   * @return the same list, or one in which fallen counters have no value.
   */
  List<Measurement> withhold(
      String identifier, List<Measurement> measurements, Consumer<Fall> told) {
    if (!meter.equals(identifier)) {
      highest.clear();
      last = List.of();
      meter = identifier;
    }
    List<Measurement> result = measurements;
    for (int i = 0; i < measurements.size(); i++) {
      Measurement measurement = measurements.get(i);
      if (i < last.size() && measurement == last.get(i) || !counts(measurement)) {
        continue; // the decoder makes nothing new of a register that did not move
      }
      BigDecimal before = highest.get(measurement.register());
      if (before == null || before.compareTo(measurement.raw()) < 0) {
        highest.put(measurement.register(), measurement.raw());
      } else if (before.compareTo(measurement.raw()) > 0) {
        told.accept(new Fall(measurement.register(), before));
        result = result == measurements ? new ArrayList<>(measurements) : result;
        result.set(i, withoutValue(measurement));
      }
    }
    last = result;
    return result;
  }

  private static boolean counts(Measurement measurement) {
    return measurement.quantity().kind() == Quantity.Kind.COUNTER && measurement.raw() != null;
  }

  private static Measurement withoutValue(Measurement m) {
    return new Measurement(m.quantity(), null, m.unit(), m.register(), m.raw(), m.at());
  }
}
