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
    if (!rises(measurements)) {
      last.forEach(this::keep);
      result = compare(measurements, told);
    }
    last = result == measurements ? measurements : List.of();
    return result;
  }

  /**
   * Says whether a telegram is of the same list as the last one and not lower anywhere: so it is
   * nearly always, and then nothing needs to be looked up.
   */
  private boolean rises(List<Measurement> measurements) {
    if (measurements.size() != last.size()) {
      return false;
    }
    for (int i = 0; i < measurements.size(); i++) {
      Measurement now = measurements.get(i);
      Measurement before = last.get(i);
      if (now == before) {
        continue; // the decoder makes nothing new of a register that did not move
      }
      if (!now.register().equals(before.register())
          || counts(now) && (!counts(before) || now.raw().compareTo(before.raw()) < 0)) {
        return false;
      }
    }
    return true;
  }

  private List<Measurement> compare(List<Measurement> measurements, Consumer<Fall> told) {
    List<Measurement> result = new ArrayList<>(measurements);
    boolean fell = false;
    for (int i = 0; i < measurements.size(); i++) {
      Measurement measurement = measurements.get(i);
      BigDecimal before = highest.get(measurement.register());
      if (counts(measurement) && before != null && before.compareTo(measurement.raw()) > 0) {
        told.accept(new Fall(measurement.register(), before));
        result.set(i, withoutValue(measurement));
        fell = true;
      } else {
        keep(measurement);
      }
    }
    return fell ? result : measurements;
  }

  private void keep(Measurement measurement) {
    if (counts(measurement)) {
      highest.put(measurement.register(), measurement.raw());
    }
  }

  private static boolean counts(Measurement measurement) {
    return measurement.quantity().kind() == Quantity.Kind.COUNTER && measurement.raw() != null;
  }

  private static Measurement withoutValue(Measurement m) {
    return new Measurement(m.quantity(), null, m.unit(), m.register(), m.raw(), m.at());
  }
}
