// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/** A house whose meter counts energy in a unit that its push lists do not carry. */
public final class House {
  public static final Instant START = Instant.parse("2026-01-07T13:47:20Z");
  private final MeterRef meter;

  private final int wattHours;
  private double energy;
  private long nanos;

  /**
   * Creates a house with the usual meter number.
   *
   * @param wattHours energy per count, in Wh.
   * @param energy what has been used before, in Wh.
   */
  public House(int wattHours, double energy) {
    this("28046399", wattHours, energy);
  }

  /**
   * Creates a house with a given meter number.
   *
   * @param number the number that the meter sends.
   * @param wattHours energy per count, in Wh.
   * @param energy what has been used before, in Wh.
   */
  public House(String number, int wattHours, double energy) {
    this.meter = MeterRef.of("house", number);
    this.wattHours = wattHours;
    this.energy = energy;
  }

  /** Returns the time that has passed. */
  public long nanos() {
    return nanos;
  }

  /** Consumes a power for a number of seconds. */
  public House use(double watts, double seconds) {
    energy += watts * seconds / 3600;
    nanos += (long) (seconds * 1e9);
    return this;
  }

  /** Returns what the counter shows. */
  public long count() {
    return (long) Math.floor(energy / wattHours);
  }

  /** Returns what the meter sends, with the power rounded by the meter. */
  public Reading reading(double watts, boolean withEnergy, Measurement... more) {
    List<Measurement> list = new ArrayList<>();
    list.add(gauge(Quantities.POWER_IMPORT, Math.round(watts), 0, Unit.W));
    list.add(gauge(Quantities.POWER_EXPORT, 0, 0, Unit.W));
    if (withEnergy) {
      list.add(open(Quantities.ENERGY_IMPORT, "1.1.1.8.0.255", count()));
      list.add(open(Quantities.ENERGY_EXPORT, "1.1.2.8.0.255", 0));
    }
    list.addAll(List.of(more));
    return new Reading(meter, 1, Origin.LIVE, START.plusNanos(nanos), Optional.empty(), list);
  }

  public static Measurement open(Quantity quantity, String register, long count) {
    return new Measurement(quantity, null, Unit.WH, register, BigDecimal.valueOf(count), null);
  }

  public static Measurement gauge(Quantity quantity, long raw, int scale, Unit unit) {
    return new Measurement(
        quantity,
        new Value.Decimal(BigDecimal.valueOf(raw, scale)),
        unit,
        quantity.name(),
        BigDecimal.valueOf(raw),
        null);
  }
}
