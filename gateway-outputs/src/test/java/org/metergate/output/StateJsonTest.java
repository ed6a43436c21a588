// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.metergate.testing.SampleReadings.decimal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.journal.StoredReading;
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
import org.metergate.testing.SampleReadings;

class StateJsonTest {
  private static final Instant AT = Instant.parse("2026-01-07T13:47:20.123456Z");

  @Test
  void writesNumbersWithTheMetersDecimals() {
    assertEquals(
        "{\"seq\":4711,\"time\":\"2026-01-07T13:47:20.123Z\","
            + "\"meter_time\":\"2026-01-07T14:47:20\","
            + "\"energy_import\":913.000,\"power_import\":250}",
        StateJson.of(new StoredReading(4711, SampleReadings.live(0, AT))));
  }

  @Test
  void neverWritesAnExponent() {
    assertEquals(
        "{\"seq\":1,\"time\":\"2026-01-07T13:47:20.123Z\","
            + "\"energy_import\":120000,\"power_import\":-0.00000001}",
        json(
            Optional.empty(),
            decimal(Quantities.ENERGY_IMPORT, new BigDecimal("12E4"), Unit.WH, "1"),
            decimal(Quantities.POWER_IMPORT, new BigDecimal("-1E-8"), Unit.W, "2")));
  }

  @Test
  void writesTextsAndTimesAsStrings() {
    MeterTime meterTime =
        new MeterTime(LocalDateTime.of(2026, 1, 7, 14, 47, 20), ZoneOffset.ofHours(1));
    assertEquals(
        "{\"seq\":1,\"time\":\"2026-01-07T13:47:20.123Z\","
            + "\"meter_time\":\"2026-01-07T14:47:20+01:00\","
            + "\"meter_type\":\"68\\\"41\\u0001\",\"meter_clock\":\"2026-01-07T14:47:20+01:00\"}",
        json(
            Optional.of(meterTime),
            Measurement.of(Quantities.METER_TYPE, new Value.Text("68\"41\u0001"), "1"),
            Measurement.of(Quantities.METER_CLOCK, new Value.Moment(meterTime), "2")));
  }

  @Test
  void leavesOutWhatHasNoValueYet() {
    assertEquals(
        "{\"seq\":1,\"time\":\"2026-01-07T13:47:20.123Z\"}",
        json(
            Optional.empty(),
            new Measurement(
                Quantities.ENERGY_IMPORT, null, Unit.WH, "1", BigDecimal.valueOf(913), null)));
  }

  @Test
  void writesNoKeyTwice() {
    Quantity time = new Quantity("time", Quantity.Kind.STATE, Dimension.NUMBER, "Time");
    assertEquals(
        "{\"seq\":1,\"time\":\"2026-01-07T13:47:20.123Z\",\"power_import\":1}",
        json(
            Optional.empty(),
            decimal(Quantities.POWER_IMPORT, BigDecimal.ONE, Unit.W, "1"),
            decimal(Quantities.POWER_IMPORT, BigDecimal.TEN, Unit.W, "2"),
            decimal(time, BigDecimal.TEN, Unit.NONE, "3")));
  }

  private static String json(Optional<MeterTime> meterTime, Measurement... measurements) {
    return StateJson.of(
        new StoredReading(
            1,
            new Reading(
                MeterRef.of("e", ""), 1, Origin.LIVE, AT, meterTime, List.of(measurements))));
  }
}
