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
 * How the counters of a meter are to be read from one reading on, until the next chapter begins.
 *
 * @param from the id of the first reading.
 * @param exponent watt-hours a count of energy without a scale are ten to this power; null while
 *     that is not decided.
 * @param held whether nothing of the counters is given away until somebody says how they go on.
 * @param offsets added to counters, by the quantity's name, in the counter's unit.
 */
public record CounterRule(
    long from, Integer exponent, boolean held, Map<String, BigDecimal> offsets) {
  private static final List<Dimension> ENERGIES =
      List.of(Dimension.ENERGY, Dimension.REACTIVE_ENERGY);

  /** How readings are read before the first chapter: as they were stored. */
  static final CounterRule NONE = new CounterRule(0, null, false, Map.of());

  /** Copies the map. */
  public CounterRule {
    offsets = Collections.unmodifiableMap(new TreeMap<>(offsets));
  }

  /**
   * Begins one that waits for its scale.
   *
   * @param from the id of the first reading.
   * @param held whether it also waits for a word on the meter.
   * @return the chapter.
   */
  public static CounterRule open(long from, boolean held) {
    return new CounterRule(from, null, held, Map.of());
  }

  /**
   * Decides the scale.
   *
   * @param decided ten to this power is a count in Wh or varh.
   * @return the same otherwise.
   */
  public CounterRule scaled(int decided) {
    return new CounterRule(from, decided, held, offsets);
  }

  /**
   * Lets go what was held.
   *
   * @param added see {@link #offsets}.
   * @return the same otherwise.
   */
  public CounterRule released(Map<String, BigDecimal> added) {
    return new CounterRule(from, exponent, false, added);
  }

  /** Reads a measurement in the sense of this chapter; the same object where it changes nothing. */
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
   * Returns the number that the meter itself means, without offset.
   *
   * @param m as stored.
   * @return null where it is not known.
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
   * Says whether a measurement is energy whose unit is known and whose scale is not.
   *
   * @param m as stored.
   * @return false for one that was withheld for another reason.
   */
  public static boolean waitsForScale(Measurement m) {
    return m.value() == null
        && m.unit() != null
        && m.quantity().kind() == Quantity.Kind.COUNTER
        && ENERGIES.contains(m.quantity().dimension());
  }
}
