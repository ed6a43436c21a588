// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.core.testing.SampleReadings.decimal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.core.testing.SampleReadings;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

class MeterInfoTest {
  private final MeterInfo info = new MeterInfo(MeterRef.of("e", ""));

  @Test
  void describesEachQuantity() {
    assertTrue(info.learn(SampleReadings.live(1, Instant.EPOCH)));
    assertEquals(
        "{\"meter\":\"electricity\",\"identifier\":\"18290001\",\"quantities\":{"
            + "\"energy_import\":{\"label\":\"Energy import\",\"unit\":\"kWh\","
            + "\"unit_display\":\"kWh\",\"kind\":\"counter\",\"dimension\":\"energy\","
            + "\"form\":\"number\",\"decimals\":3,\"register\":\"1.1.1.8.0.255\"},"
            + "\"power_import\":{\"label\":\"Power import\",\"unit\":\"W\","
            + "\"unit_display\":\"W\",\"kind\":\"gauge\",\"dimension\":\"power\","
            + "\"form\":\"number\",\"decimals\":0,\"register\":\"1.1.1.7.0.255\"}}}",
        InfoJson.of(info));
  }

  @Test
  void spellsUnitsForMachinesAndForPeople() {
    Quantity volume = new Quantity("volume", Quantity.Kind.COUNTER, Dimension.VOLUME, "Volume");
    info.learn(reading("", decimal(volume, BigDecimal.ONE, Unit.M3, "68")));
    assertEquals(
        "{\"meter\":\"e\",\"quantities\":{\"volume\":{\"label\":\"Volume\",\"unit\":\"m3\","
            + "\"unit_display\":\"m³\",\"kind\":\"counter\",\"dimension\":\"volume\","
            + "\"form\":\"number\",\"decimals\":0,\"register\":\"68\"}}}",
        InfoJson.of(info));
  }

  @Test
  void findsNoNewsInOtherValuesOrInListsThatTakeTurns() {
    Measurement power = decimal(Quantities.POWER_IMPORT, BigDecimal.ONE, Unit.W, "1");
    Measurement energy = decimal(Quantities.ENERGY_IMPORT, BigDecimal.ONE, Unit.KWH, "2");
    assertTrue(info.learn(reading("7", power)));
    assertTrue(info.learn(reading("7", energy)));
    assertFalse(info.learn(reading("7", power)));
    assertFalse(
        info.learn(
            reading("7", decimal(Quantities.POWER_IMPORT, BigDecimal.TEN, Unit.W, "1"), energy)));
  }

  @Test
  void findsNewsInAnotherUnitRegisterOrIdentifier() {
    info.learn(reading("7", decimal(Quantities.POWER_IMPORT, BigDecimal.ONE, Unit.W, "1")));
    assertTrue(
        info.learn(reading("7", decimal(Quantities.POWER_IMPORT, BigDecimal.ONE, Unit.KW, "1"))));
    assertTrue(
        info.learn(reading("7", decimal(Quantities.POWER_IMPORT, BigDecimal.ONE, Unit.KW, "2"))));
    assertTrue(
        info.learn(reading("8", decimal(Quantities.POWER_IMPORT, BigDecimal.ONE, Unit.KW, "2"))));
    assertTrue(
        info.learn(reading("8", decimal(Quantities.POWER_IMPORT, BigDecimal.ONE, null, "2"))));
  }

  @Test
  void doesNotAnnounceWhatHasNoValueYet() {
    info.learn(
        reading(
            "",
            new Measurement(
                Quantities.ENERGY_IMPORT, null, Unit.WH, "1", BigDecimal.valueOf(913), null),
            Measurement.of(Quantities.METER_NUMBER, new Value.Text("18290001"), "2")));
    assertEquals(
        "{\"meter\":\"e\",\"quantities\":{\"meter_number\":{\"label\":\"Meter number\","
            + "\"kind\":\"state\",\"dimension\":\"text\",\"form\":\"text\",\"register\":\"2\"}}}",
        InfoJson.of(info));
  }

  private static Reading reading(String identifier, Measurement... measurements) {
    return new Reading(
        MeterRef.of("e", identifier),
        1,
        Origin.LIVE,
        Instant.EPOCH,
        Optional.empty(),
        List.of(measurements));
  }
}
