// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/** Readings of a household meter. */
public final class SampleReadings {
  private static final Quantity GAS_VOLUME =
      new Quantity("gas_volume", Quantity.Kind.COUNTER, Dimension.GAS_VOLUME, "Gas volume");
  private static final Quantity TEMPERATURE =
      new Quantity("temperature", Quantity.Kind.GAUGE, Dimension.TEMPERATURE, "Temperature");

  private SampleReadings() {}

  /** Returns power, and energy that grows by 0.001 kWh with each telegram. */
  public static Reading live(long telegram, Instant at) {
    return reading(telegram, Origin.LIVE, at);
  }

  /** Returns the same values from the meter's logger. */
  public static Reading history(long telegram, Instant at) {
    return reading(telegram, Origin.HISTORY, at);
  }

  /** Returns the volume and the temperature of a gas meter connected to the P1 meter {@code p1}. */
  public static Reading gas(long telegram, Instant at) {
    return new Reading(
        new MeterRef("p1", "gas", "G4"),
        telegram,
        Origin.LIVE,
        at,
        Optional.empty(),
        List.of(
            decimal(GAS_VOLUME, BigDecimal.valueOf(1000 + telegram, 3), Unit.M3, "0-1:24.2.1"),
            decimal(TEMPERATURE, BigDecimal.valueOf(8), Unit.CELSIUS, "0-1:24.5")));
  }

  private static Reading reading(long telegram, Origin origin, Instant at) {
    return new Reading(
        MeterRef.of("electricity", "18290001"),
        telegram,
        origin,
        at,
        Optional.of(MeterTime.local(LocalDateTime.of(2026, 1, 7, 14, 47, 20))),
        List.of(
            decimal(
                Quantities.ENERGY_IMPORT,
                BigDecimal.valueOf(913_000 + telegram, 3),
                Unit.KWH,
                "1.1.1.8.0.255"),
            decimal(Quantities.POWER_IMPORT, BigDecimal.valueOf(250), Unit.W, "1.1.1.7.0.255")));
  }

  /** Returns a measurement with a value. */
  public static Measurement decimal(
      Quantity quantity, BigDecimal value, Unit unit, String register) {
    return new Measurement(
        quantity,
        new Value.Decimal(value),
        unit,
        register,
        new BigDecimal(value.unscaledValue()),
        null);
  }
}
