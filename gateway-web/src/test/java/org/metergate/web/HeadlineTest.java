// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metergate.latest.LatestValue;
import org.metergate.latest.MeterValues;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
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

  private static List<String> names(String... quantities) {
    List<LatestValue> values = Stream.of(quantities).map(HeadlineTest::value).toList();
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
