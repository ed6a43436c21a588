// SPDX-License-Identifier: Apache-2.0
package org.metergate.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;

/**
 * Quantities that follow from those of one telegram: a net power, and totals, of meters that do not
 * send them.
 *
 * <ul>
 *   <li>{@code power}, {@code power_l1} to {@code power_l3} = import − export, positive where the
 *       home takes from the grid: where both stand in the telegram; or the import alone, where the
 *       meter sends counters of import and nothing at all of export. Where the meter sends its own
 *       {@code power_net}, that is the power.
 *   <li>{@code energy_import}, {@code energy_export} and the reactive ones = the sum of tariffs 1
 *       to N: where all tariffs that the meter ever sent, two at least and without a gap, stand in
 *       the telegram, and no total of fewer of them was ever made.
 * </ul>
 *
 * <p>A quantity that the meter ever sent itself is not derived, in none of its lists. Where an
 * operand is missing, has no value yet, or has another unit or another time than the others, the
 * result is missing: there is never a wrong one. The digits are those of exact decimal arithmetic.
 *
 * <p>What the meter sends in its lists is learned from the journal. Until the first list with a
 * quantity was journaled, that quantity is unknown: a meter whose short list has import, and only
 * whose hourly list has the counters, gets its power after the first hourly list.
 *
 * <p>A total ends for good when its meter sends another tariff: with it, the total would leap by
 * all that the tariff has counted, and without it, it would be wrong.
 *
 * <p>The register of a derived measurement is its formula after a {@code =}: {@code
 * =power_import-power_export}.
 */
public final class DerivedQuantities {
  private static final Quantity POWER =
      new Quantity("power", Quantity.Kind.GAUGE, Dimension.POWER, "Net power");

  private static final List<Quantity> TOTALS =
      List.of(
          Quantities.ENERGY_IMPORT,
          Quantities.ENERGY_EXPORT,
          Quantities.REACTIVE_ENERGY_IMPORT,
          Quantities.REACTIVE_ENERGY_EXPORT);

  private static final int PHASES = 3;
  private static final String MARK = "=";

  private final Map<String, Measurement> present = new LinkedHashMap<>();
  private final Set<String> known;
  private final List<Measurement> derived = new ArrayList<>();

  private DerivedQuantities(Reading reading, Set<String> sent) {
    known = new HashSet<>(sent);
    for (Measurement measurement : reading.measurements()) {
      String name = measurement.quantity().name();
      if (!isDerived(measurement) && measurement.quantity().kind() != Quantity.Kind.STATE) {
        known.add(name);
        present.putIfAbsent(name, measurement); // the first counts, as in every output
      }
    }
  }

  /**
   * Derives what follows from a reading.
   *
   * @param reading in the meter's own units, as journaled.
   * @param sent the names of all counters and gauges that the meter with this number ever sent
   *     itself, in any of its lists; those of the reading need not be among them. With them, the
   *     totals that were made of it, as in {@link Formulas#totals}.
   * @return the derived measurements alone, powers first; may be empty.
   */
  public static List<Measurement> of(Reading reading, Set<String> sent) {
    DerivedQuantities all = new DerivedQuantities(reading, sent);
    all.powers();
    TOTALS.forEach(all::total);
    return List.copyOf(all.derived);
  }

  /**
   * Adds what follows from a reading.
   *
   * @param reading in the meter's own units, as journaled.
   * @param sent as in {@link #of}.
   * @return the reading with the derived measurements at its end; itself where there are none.
   */
  public static Reading with(Reading reading, Set<String> sent) {
    List<Measurement> derived = of(reading, sent);
    if (derived.isEmpty()) {
      return reading;
    }
    List<Measurement> all = new ArrayList<>(reading.measurements());
    all.addAll(derived);
    return reading.withMeasurements(all);
  }

  /**
   * Returns whether a measurement was derived here.
   *
   * @param measurement any.
   * @return whether its register is a formula; no register on a wire begins with {@code =}.
   */
  public static boolean isDerived(Measurement measurement) {
    return measurement.register().startsWith(MARK);
  }

  private void powers() {
    boolean export =
        known.stream().anyMatch(n -> n.startsWith("power_export") || n.startsWith("energy_export"));
    boolean counters =
        known.stream().anyMatch(n -> n.equals("energy_import") || n.startsWith("energy_import_t"));
    power(POWER, "", export, counters);
    for (int phase = 1; phase <= PHASES; phase++) {
      power(Quantities.phase(POWER, phase), "_l" + phase, export, counters);
    }
  }

  private void power(Quantity power, String phase, boolean export, boolean counters) {
    String net = "power_net" + phase;
    String in = "power_import" + phase;
    String out = "power_export" + phase;
    if (known.contains(power.name())) {
      return;
    }
    if (known.contains(net)) {
      add(power, List.of(net), "");
    } else if (known.contains(out)) {
      add(power, List.of(in, out), "-");
    } else if (!export && counters) {
      add(power, List.of(in), "");
    }
  }

  private void total(Quantity total) {
    String prefix = total.name() + "_t";
    long tariffs = known.stream().filter(name -> isTariff(name, prefix)).count();
    if (known.contains(total.name()) || tariffs < 2) {
      return;
    }
    List<String> operands = new ArrayList<>();
    for (int tariff = 1; tariff <= tariffs; tariff++) {
      operands.add(prefix + tariff); // where there is a gap, one of these was never sent
    }
    String formula = String.join("+", operands);
    boolean ended =
        known.stream()
            .filter(name -> name.startsWith(total.name() + MARK))
            .anyMatch(name -> !name.equals(total.name() + MARK + formula));
    if (!ended) {
      add(total, operands, "+");
    }
  }

  private static boolean isTariff(String name, String prefix) {
    return name.startsWith(prefix) && name.substring(prefix.length()).matches("[0-9]+");
  }

  private void add(Quantity quantity, List<String> operands, String operator) {
    Optional<BigDecimal> result = Optional.empty();
    for (String name : operands) {
      Optional<BigDecimal> number = number(name, operands.get(0));
      if (number.isEmpty()) {
        return;
      }
      result =
          result
              .map(r -> operator.equals("-") ? r.subtract(number.get()) : r.add(number.get()))
              .or(() -> number);
    }
    Measurement first = present.get(operands.get(0));
    derived.add(
        new Measurement(
            quantity,
            new Value.Decimal(result.orElseThrow()),
            first.unit(),
            MARK + String.join(operator, operands),
            null,
            first.at()));
  }

  /** The number of an operand, where it goes with the first one. */
  private Optional<BigDecimal> number(String name, String first) {
    Measurement one = present.get(name);
    Measurement like = present.get(first);
    boolean fits =
        one != null
            && like != null
            && one.unit() != null
            && one.unit().equals(like.unit())
            && Objects.equals(one.at(), like.at());
    return fits
            && one.value() instanceof Value.Decimal decimal
            && !Units.isEndless(decimal.number())
        ? Optional.of(decimal.number())
        : Optional.empty();
  }
}
