// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metergate.latest.LatestValue;
import org.metergate.latest.MeterValues;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

class HeadlineTest {
  @Test
  void passesOverTheTariffsOfAMeterThatSendsTheTotal() {
    assertEquals(
        List.of("energy_import"),
        names("energy_import", "energy_import_t1", "energy_import_t2", "energy_import_l1"));
  }

  @Test
  void showsTheTariffsOfAMeterThatSendsNoTotal() {
    assertEquals(
        List.of("energy_import_t1", "energy_import_t2"),
        names("energy_import_t1", "energy_import_t2"));
  }

  /** A Belgian meter sends its averages and peaks before its present power. */
  @Test
  void showsThePresentPowerBeforeAveragesAndNoPeaksOrLimits() {
    MeterTime then = MeterTime.local(LocalDateTime.of(2026, 10, 27, 18, 45));
    List<LatestValue> values =
        List.of(
            power("power_import_average", Quantity.Kind.GAUGE, null),
            power("power_import_peak", Quantity.Kind.GAUGE, then),
            power("power_import_peak_month_1", Quantity.Kind.GAUGE, then),
            power("power_limit", Quantity.Kind.STATE, null),
            power("power_import", Quantity.Kind.GAUGE, null),
            power("power_export", Quantity.Kind.GAUGE, null),
            value("energy_import"),
            power("power", Quantity.Kind.GAUGE, null));
    assertEquals(List.of("power", "power_import_average", "energy_import"), names(values));
  }

  private static LatestValue power(String name, Quantity.Kind kind, MeterTime at) {
    Quantity quantity = new Quantity(name, kind, Dimension.POWER, name);
    Measurement measurement =
        new Measurement(quantity, new Value.Decimal(BigDecimal.TEN), Unit.KW, name, null, at);
    return new LatestValue(measurement, Instant.EPOCH, Duration.ofSeconds(30));
  }

  private static List<String> names(String... quantities) {
    return names(Stream.of(quantities).map(HeadlineTest::value).toList());
  }

  private static List<String> names(List<LatestValue> values) {
    return Headline.of(List.of(new MeterValues(MeterRef.of("p1", ""), values))).stream()
        .map(value -> value.measurement().quantity().name())
        .toList();
  }

  private static LatestValue value(String name) {
    Quantity quantity = new Quantity(name, Quantity.Kind.COUNTER, Dimension.ENERGY, name);
    Measurement measurement =
        new Measurement(
            quantity, new Value.Decimal(BigDecimal.TEN), Unit.KWH, "1-0:1.8.0", null, null);
    return new LatestValue(measurement, Instant.EPOCH, Duration.ofSeconds(30));
  }
}
