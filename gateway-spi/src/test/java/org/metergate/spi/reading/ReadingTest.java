// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {

  @Test
  void findsAMeasurementByItsQuantity() {
    Measurement power = measurement(new Value.Decimal(new BigDecimal("250")), null);
    Reading reading = reading(List.of(power));
    assertEquals(Optional.of(power), reading.measurement("power_import"));
    assertEquals(Optional.empty(), reading.measurement("power_export"));
  }

  @Test
  void takesOtherMeasurementsAndStaysTheSameTelegram() {
    Reading reading = reading(List.of(measurement(new Value.Decimal(BigDecimal.ONE), null)));
    Measurement other =
        Measurement.decimal(
            Quantities.ENERGY_IMPORT, new BigDecimal("913.000"), Unit.KWH, "1-0:1.8.0");
    Reading changed = reading.withMeasurements(List.of(other));
    assertEquals(List.of(other), changed.measurements());
    assertEquals("913.000", other.value().toString());
    assertNull(other.raw());
    assertEquals(reading, changed.withMeasurements(reading.measurements()));
  }

  @Test
  void keepsARawIntegerWhileTheScaleIsUnknown() {
    Measurement raw = measurement(null, BigDecimal.TEN);
    assertEquals(BigDecimal.TEN, raw.raw());
    assertThrows(IllegalArgumentException.class, () -> measurement(null, null));
  }

  @Test
  void keepsTheMetersDigits() {
    assertEquals("913.000", new Value.Decimal(new BigDecimal("00913.000")).toString());
    assertEquals("1000", new Value.Decimal(new BigDecimal("1E3")).toString());
  }

  @Test
  void writesTimesWithAnOffsetOnlyWhereThereIsOne() {
    LocalDateTime local = LocalDateTime.of(2026, 1, 7, 14, 47);
    assertEquals("2026-01-07T14:47:00", MeterTime.local(local).toString());
    assertEquals(
        "2026-01-07T14:47:00+01:00", new MeterTime(local, ZoneOffset.ofHours(1)).toString());
    assertEquals("2026-01-07T14:47:00", new Value.Moment(MeterTime.local(local)).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Energy", "energy-import", "_energy", "energy import", "énergie"})
  void refusesAQuantityNameThatSpoilsATopic(String name) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Quantity(name, Quantity.Kind.GAUGE, Dimension.POWER, "x"));
  }

  @Test
  void namesPhasesAndUnknownRegisters() {
    Quantity phase = Quantities.phase(Quantities.POWER_IMPORT, 2);
    assertEquals("power_import_l2", phase.name());
    assertEquals("Power import L2", phase.label());
    assertEquals(Quantity.Kind.GAUGE, phase.kind());
    assertThrows(IllegalArgumentException.class, () -> Quantities.phase(Quantities.VOLTAGE, 4));
    assertEquals("register_1_1_99_7_0_255", Quantities.unnamed("1.1.99.7.0.255").name());
    assertEquals("register_0_1_24_2_1", Quantities.unnamed("0-1:24.2.1").name());
  }

  @Test
  void namesSubMetersBehindTheirParent() {
    assertEquals("house", MeterRef.of("house", "1").displayName());
    assertEquals("house-gas-2", new MeterRef("house", "gas-2", "").displayName());
    assertThrows(IllegalArgumentException.class, () -> MeterRef.of("", "1"));
  }

  @Test
  void spellsUnitsForFilesAndForPeople() {
    assertEquals("m3", Unit.M3.ascii());
    assertEquals("m³", Unit.M3.display());
    assertEquals(new Unit("kWh", "kWh"), Unit.KWH);
  }

  @Test
  void needsAllItsParts() {
    assertThrows(NullPointerException.class, () -> reading(null));
    assertThrows(NullPointerException.class, () -> MeterTime.local(null));
    assertThrows(NullPointerException.class, () -> new Value.Decimal(null));
  }

  private static Measurement measurement(Value value, BigDecimal raw) {
    return new Measurement(Quantities.POWER_IMPORT, value, Unit.W, "1.1.1.7.0.255", raw, null);
  }

  private static Reading reading(List<Measurement> measurements) {
    return new Reading(
        MeterRef.of("house", "28046399"),
        1,
        Origin.LIVE,
        Instant.EPOCH,
        Optional.empty(),
        measurements);
  }
}
