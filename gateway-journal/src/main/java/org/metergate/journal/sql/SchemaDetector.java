// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/** Derives the row schema of a reading. Pure: the same reading always has the same schema. */
final class SchemaDetector {
  private static final long HIGHEST_FACTOR = 1_000_000;

  /**
   * Registers with the same unit and scale share a factor, so a zero takes it from its neighbours.
   */
  private record Alike(Unit unit, int scale) {}

  private SchemaDetector() {}

  /**
   * The schema that makes rows small.
   *
   * @param reading any reading.
   */
  static RowSchema of(Reading reading) {
    List<Measurement> measurements = reading.measurements();
    Map<Alike, Long> factors = new HashMap<>();
    for (Measurement m : measurements) {
      if (hasBoth(m) && m.raw().signum() != 0) {
        factors.putIfAbsent(alike(m), factor(m));
      }
    }
    List<RowField> rowFields = new ArrayList<>(measurements.size());
    for (Measurement m : measurements) {
      rowFields.add(rowField(m, factors));
    }
    return new RowSchema(
        RowSchema.Clock.of(reading.meterTime()), Collections.unmodifiableList(rowFields));
  }

  /**
   * A schema that matches more kinds of rows, at the cost of a byte or two per number, since each
   * is stored with its scale. For telegrams whose scales differ from reading to reading, which
   * would need a new schema each time.
   *
   * @param reading any reading.
   */
  static RowSchema loose(Reading reading) {
    List<RowField> rowFields = new ArrayList<>(reading.measurements().size());
    for (Measurement m : reading.measurements()) {
      rowFields.add(RowField.of(m, null, 0));
    }
    return new RowSchema(
        RowSchema.Clock.of(reading.meterTime()), Collections.unmodifiableList(rowFields));
  }

  private static RowField rowField(Measurement m, Map<Alike, Long> factors) {
    if (m.raw() != null && m.raw().scale() != 0) {
      return RowField.of(m, null, 0);
    }
    if (!(m.value() instanceof Value.Decimal decimal)) {
      return RowField.of(m, 0, 0);
    }
    long factor = 0;
    if (m.raw() != null) {
      boolean nothing = m.raw().signum() == 0 && decimal.number().signum() == 0;
      factor = nothing ? zeroFactor(factors.get(alike(m))) : factor(m);
    }
    return RowField.of(m, decimal.number().scale(), factor);
  }

  private static long zeroFactor(Long neighbours) {
    return neighbours == null || neighbours == 0 ? 1 : neighbours;
  }

  private static boolean hasBoth(Measurement m) {
    return m.raw() != null && m.raw().scale() == 0 && m.value() instanceof Value.Decimal;
  }

  private static Alike alike(Measurement m) {
    return new Alike(m.unit(), number(m).scale());
  }

  private static BigDecimal number(Measurement m) {
    return ((Value.Decimal) m.value()).number();
  }

  /** The factor from the raw integer to the value's unscaled integer, or 0 if there is none. */
  private static long factor(Measurement m) {
    BigInteger raw = m.raw().unscaledValue();
    BigInteger value = number(m).unscaledValue();
    if (raw.equals(value)) {
      return 1;
    }
    if (raw.signum() == 0 || value.signum() == 0) {
      return 0;
    }
    BigInteger[] division = value.divideAndRemainder(raw);
    boolean fits = division[1].signum() == 0 && division[0].bitLength() < 63;
    long factor = fits ? division[0].longValue() : 0;
    return Math.abs(factor) <= HIGHEST_FACTOR ? factor : 0;
  }
}
