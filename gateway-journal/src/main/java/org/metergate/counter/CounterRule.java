// SPDX-License-Identifier: Apache-2.0
package org.metergate.counter;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Value;

/**
 * How the counters of a meter are interpreted from one reading on, until the next rule applies.
 *
 * @param from the id of the first reading.
 * @param exponent one count of energy without a scale is ten to this power watt-hours; null while
 *     this is undecided.
 * @param held whether no counter is published until the user decides how they continue.
 * @param offsets added to counters, by the quantity's name, in the counter's unit.
 */
public record CounterRule(
    long from, Integer exponent, boolean held, Map<String, BigDecimal> offsets) {
  private static final List<Dimension> ENERGIES =
      List.of(Dimension.ENERGY, Dimension.REACTIVE_ENERGY);

  /** The rule before the first one: readings as they were stored. */
  static final CounterRule NONE = new CounterRule(0, null, false, Map.of());

  /** Copies the map. */
  public CounterRule {
    offsets = Collections.unmodifiableMap(new TreeMap<>(offsets));
  }

  /**
   * Creates a rule that waits for its scale.
   *
   * @param from the id of the first reading.
   * @param held whether it also waits for the user's decision about the meter.
   * @return the rule.
   */
  public static CounterRule open(long from, boolean held) {
    return new CounterRule(from, null, held, Map.of());
  }

  /**
   * Sets the scale.
   *
   * @param decided one count is ten to this power Wh or varh.
   * @return a copy with this scale.
   */
  public CounterRule scaled(int decided) {
    return new CounterRule(from, decided, held, offsets);
  }

  /**
   * Releases the counters that were held.
   *
   * @param added see {@link #offsets}.
   * @return a copy that holds nothing.
   */
  public CounterRule released(Map<String, BigDecimal> added) {
    return new CounterRule(from, exponent, false, added);
  }

  /** Applies this rule to a measurement; returns the same object if nothing changes. */
  Measurement read(Measurement m) {
    if (m.quantity().kind() != Quantity.Kind.COUNTER) {
      return m;
    }
    if (held) {
      return m.value() == null ? m : Measurements.withheld(m);
    }
    BigDecimal number = number(m);
    if (number == null) {
      return m;
    }
    BigDecimal offset = offsets.get(m.quantity().name());
    if (offset != null) {
      number = number.add(offset);
    } else if (m.value() != null) {
      return m;
    }
    return new Measurement(
        m.quantity(), new Value.Decimal(number), m.unit(), m.register(), m.raw(), m.at());
  }

  /**
   * Returns the number that the meter itself shows, without offset.
   *
   * @param m as stored.
   * @return null if it is not known.
   */
  public BigDecimal number(Measurement m) {
    if (m.value() instanceof Value.Decimal decimal) {
      return decimal.number();
    }
    if (exponent == null || !waitsForScale(m)) {
      return null;
    }
    BigDecimal number = m.raw().scaleByPowerOfTen(exponent);
    return number.scale() < 0 ? number.setScale(0) : number;
  }

  /**
   * Returns whether a measurement is energy whose unit is known and whose scale is not.
   *
   * @param m as stored.
   * @return false if it was withheld for another reason.
   */
  public static boolean waitsForScale(Measurement m) {
    return m.value() == null
        && m.unit() != null
        && m.quantity().kind() == Quantity.Kind.COUNTER
        && ENERGIES.contains(m.quantity().dimension());
  }
}
