// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.metergate.core.testing.SampleReadings.decimal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.metergate.core.journal.StoredReading;
import org.metergate.core.testing.SampleReadings;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;

class ThinningTest {
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private final Thinning thinning = new Thinning(Duration.ofMinutes(1));

  @Test
  void letsAGaugeThroughOnceInEachMinuteOfTheClock() {
    assertEquals("power_import", left(1, 3, power(1)));
    assertEquals("", left(2, 13, power(2)));
    assertEquals("", left(3, 53, power(3)));
    assertEquals("power_import", left(4, 60, power(4)));
    assertEquals("", left(5, 119, power(5)));
  }

  @Test
  void letsACounterThroughWheneverItHasChanged() {
    assertEquals("energy_import power_import", left(1, 0, energy(10), power(1)));
    assertEquals("", left(2, 10, energy(10), power(2)));
    assertEquals("energy_import", left(3, 20, energy(11), power(3)));
    assertEquals("energy_import", left(4, 30, energy(12)));
  }

  @Test
  void answersTheSameWhenAReadingIsOfferedAgain() {
    assertEquals("energy_import power_import", left(1, 0, energy(10), power(1)));
    assertEquals("energy_import", left(2, 10, energy(11), power(2)));
    assertEquals("energy_import", left(2, 10, energy(11), power(2)));
    assertEquals("energy_import power_import", left(1, 0, energy(10), power(1)).trim());
  }

  @Test
  void keepsMetersApart() {
    assertEquals("power_import", left(1, 0, power(1)));
    StoredReading other = stored(2, 1, new MeterRef("e", "solar", ""), Origin.LIVE, power(2));
    assertEquals("power_import", names(thinning.thin(other)));
  }

  @Test
  void leavesHistoryAndEverythingElseAloneWhereNothingIsToBeThinned() {
    left(1, 0, power(1));
    StoredReading history = stored(2, 1, MeterRef.of("e", ""), Origin.HISTORY, power(2));
    assertEquals(Optional.of(history), thinning.thin(history));
    Thinning none = new Thinning(Duration.ZERO);
    for (int i = 0; i < 3; i++) {
      StoredReading one = new StoredReading(i + 1, SampleReadings.live(i, START));
      assertEquals(Optional.of(one), none.thin(one));
    }
  }

  private String left(long id, int second, Measurement... measurements) {
    return names(
        thinning.thin(stored(id, second, MeterRef.of("e", ""), Origin.LIVE, measurements)));
  }

  private static String names(Optional<StoredReading> stored) {
    return stored.stream()
        .flatMap(one -> one.reading().measurements().stream())
        .map(measurement -> measurement.quantity().name())
        .collect(Collectors.joining(" "));
  }

  private static StoredReading stored(
      long id, int second, MeterRef meter, Origin origin, Measurement... measurements) {
    Instant at = START.plusSeconds(second);
    return new StoredReading(
        id, new Reading(meter, id, origin, at, Optional.empty(), List.of(measurements)));
  }

  private static Measurement power(int watts) {
    return decimal(Quantities.POWER_IMPORT, BigDecimal.valueOf(watts), Unit.W, "1");
  }

  private static Measurement energy(int hours) {
    return decimal(Quantities.ENERGY_IMPORT, BigDecimal.valueOf(hours), Unit.KWH, "2");
  }
}
