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
 * @param continuing the exponent with which the counters continue from the reading before, known
 *     from counts that leapt by ten or a tenth: 0 or 1; null if the scale was not switched here.
 * @param held whether no counter is published until the user decides how they continue.
 * @param begins whether a new series begins here, so that nothing is subtracted from its first
 *     values; never of a rule that holds.
 * @param offsets added to counters, by the quantity's name, in the counter's unit.
 */
public record CounterRule(
    long from,
    Integer exponent,
    Integer continuing,
    boolean held,
    boolean begins,
    Map<String, BigDecimal> offsets) {
  private static final List<Dimension> ENERGIES =
      List.of(Dimension.ENERGY, Dimension.REACTIVE_ENERGY);

  /** The rule before the first one: readings as they were stored. */
  static final CounterRule NONE = new CounterRule(0, null, false, Map.of());

  /** Copies the map. */
  public CounterRule {
    begins &= !held;
    offsets = Collections.unmodifiableMap(new TreeMap<>(offsets));
  }

  /**
   * Creates a rule that begins no new series and follows no switched scale.
   *
   * @param from the id of the first reading.
   * @param exponent of ten, in Wh; null while undecided.
   * @param held whether no counter is published.
   * @param offsets by the quantity's name.
   */
  public CounterRule(long from, Integer exponent, boolean held, Map<String, BigDecimal> offsets) {
    this(from, exponent, null, held, false, offsets);
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
    return new CounterRule(from, decided, continuing, held, begins, offsets);
  }

  /**
   * Continues these counters after their scale was switched; the user has to decide it.
   *
   * @param first the id of the first reading in the new scale.
   * @param exponent with which they continue; null if that is uncertain.
   * @return the next rule, without a scale.
   */
  public CounterRule switched(long first, Integer exponent) {
    return new CounterRule(first, null, exponent, held, false, offsets);
  }

  /**
   * Begins a new series.
   *
   * @return a copy whose first values have nothing before them.
   */
  public CounterRule beginning() {
    return new CounterRule(from, exponent, continuing, held, true, offsets);
  }

  /**
   * Returns the power of ten with which counts are compared with earlier ones.
   *
   * @return the scale, or the one with which the counters continue; null if neither is known.
   */
  public Integer comparing() {
    return exponent == null ? continuing : exponent;
  }

  /**
   * Returns whether the scale was switched here and the user has not decided it yet.
   *
   * @return false where it is uncertain to which scale.
   */
  public boolean isSwitchOpen() {
    return exponent == null && continuing != null;
  }

  /**
   * Releases the counters that were held.
   *
   * @param added see {@link #offsets}.
   * @return a copy that holds nothing.
   */
  public CounterRule released(Map<String, BigDecimal> added) {
    return new CounterRule(from, exponent, continuing, false, begins, added);
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
    return m.value() == null && isEnergy(m);
  }

  /** Whether a measurement is a counter of a kind whose scale push lists do not carry. */
  static boolean isEnergy(Measurement m) {
    return m.unit() != null
        && m.quantity().kind() == Quantity.Kind.COUNTER
        && ENERGIES.contains(m.quantity().dimension());
  }
}
