// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.served;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.metergate.spi.reading.Unit;

/**
 * A meter as it is now. Everything in it is measured and not too old; what is missing is not known.
 *
 * @param number grows with each reading that showed a power; equal snapshots of one reading have
 *     the same.
 * @param time when the newest reading with a power was received.
 * @param age of that reading, by a clock that never steps.
 * @param identifier the meter's own number; empty where it is not known or not to be told.
 * @param tariff the tariff that counts now, as the meter sends it; empty where it sends none.
 * @param values by the names of their quantities; derived ones are among them.
 * @param channels other meters, in the order in which they are listed.
 */
public record Snapshot(
    long number,
    Instant time,
    Duration age,
    String identifier,
    Optional<String> tariff,
    Map<String, ServedValue> values,
    List<Channel> channels) {
  private static final String POWER_IN = "power_import";
  private static final String POWER_OUT = "power_export";
  private static final List<String> POWERS = List.of("power_net", "power");

  /** Copies the collections and checks that nothing is missing. */
  public Snapshot {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(age, "age");
    Objects.requireNonNull(identifier, "identifier");
    Objects.requireNonNull(tariff, "tariff");
    values = Map.copyOf(values);
    channels = List.copyOf(channels);
  }

  /** Returns whether a quantity is one of those by which a meter shows its power. */
  static boolean isPower(String quantity) {
    return quantity.equals(POWER_IN) || quantity.equals(POWER_OUT) || POWERS.contains(quantity);
  }

  /**
   * Returns a value.
   *
   * @param quantity its name.
   * @param unit in which it is wanted.
   * @return nothing where it was not measured or is too old.
   */
  public Optional<BigDecimal> value(String quantity, Unit unit) {
    return Optional.ofNullable(values.get(quantity)).flatMap(value -> value.in(unit));
  }

  /**
   * Returns the power that is taken from the grid, 0 or more: as measured, or the net power where
   * that is positive.
   *
   * @param phase empty for the meter, {@code _l1} to {@code _l3} for a phase.
   * @param unit in which it is wanted.
   * @return nothing where it is not known.
   */
  public Optional<BigDecimal> powerIn(String phase, Unit unit) {
    return split(POWER_IN + phase, phase, unit, BigDecimal.ONE);
  }

  /**
   * Returns the power that is given to the grid, 0 or more: as measured, or the net power where
   * that is negative.
   *
   * @param phase empty for the meter, {@code _l1} to {@code _l3} for a phase.
   * @param unit in which it is wanted.
   * @return nothing where it is not known, so also for a meter that measures import alone.
   */
  public Optional<BigDecimal> powerOut(String phase, Unit unit) {
    return split(POWER_OUT + phase, phase, unit, BigDecimal.ONE.negate());
  }

  private Optional<BigDecimal> split(String own, String phase, Unit unit, BigDecimal sign) {
    if (values.containsKey(POWER_IN + phase) || values.containsKey(POWER_OUT + phase)) {
      return value(own, unit);
    }
    return sent(phase, unit)
        .map(net -> net.multiply(sign))
        .map(it -> it.signum() < 0 ? BigDecimal.ZERO.setScale(Math.max(it.scale(), 0)) : it);
  }

  /**
   * Returns the net power, positive where the home takes from the grid.
   *
   * @param phase empty for the meter, {@code _l1} to {@code _l3} for a phase.
   * @param unit in which it is wanted.
   * @return nothing where it is not known: also where only one direction is, unless the meter
   *     measures import alone.
   */
  public Optional<BigDecimal> powerNet(String phase, Unit unit) {
    Optional<BigDecimal> sent = sent(phase, unit);
    if (sent.isPresent()) {
      return sent;
    }
    Optional<BigDecimal> in = value(POWER_IN + phase, unit);
    return in.flatMap(it -> value(POWER_OUT + phase, unit).map(it::subtract));
  }

  private Optional<BigDecimal> sent(String phase, Unit unit) {
    return POWERS.stream().flatMap(name -> value(name + phase, unit).stream()).findFirst();
  }
}
