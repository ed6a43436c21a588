// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.journal.StoredReading;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.testing.SampleReadings;

class ThinningTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private final Thinning minute = new Thinning(Duration.ofMinutes(1));
  private long id;

  @Test
  void letsThroughTheFirstValueOfEachMinute() {
    List<StoredReading> readings = new ArrayList<>();
    for (int second = 5; second < 180; second += 10) {
      readings.add(reading("main", Origin.LIVE, second, power(second)));
    }
    assertEquals(List.of("5", "65", "125"), values(minute.of(readings)));
  }

  @Test
  void thinsEachQuantityByItself() {
    StoredReading power = reading("main", Origin.LIVE, 0, power(1));
    StoredReading both = reading("main", Origin.LIVE, 10, power(2), energy(7));
    assertEquals(List.of("1", "7"), values(minute.of(List.of(power, both))));
  }

  @Test
  void keepsMetersApart() {
    StoredReading one = reading("main", Origin.LIVE, 0, power(1));
    StoredReading other = reading("shed", Origin.LIVE, 10, power(2));
    assertEquals(List.of("1", "2"), values(minute.of(List.of(one, other))));
  }

  @Test
  void tellsEveryChangeOfAState() {
    StoredReading on = reading("main", Origin.LIVE, 0, breaker("closed"));
    StoredReading still = reading("main", Origin.LIVE, 10, breaker("closed"));
    StoredReading off = reading("main", Origin.LIVE, 20, breaker("open"));
    StoredReading later = reading("main", Origin.LIVE, 70, breaker("open"));
    assertEquals(List.of("closed", "open"), values(minute.of(List.of(on, still, off, later))));
  }

  @Test
  void neverThinsWhatAMetersLoggerTells() {
    StoredReading one = reading("main", Origin.HISTORY, 0, power(1));
    StoredReading other = reading("main", Origin.HISTORY, 1, power(2));
    assertEquals(List.of(one, other), minute.of(List.of(one, other)));
  }

  @Test
  void answersTheSameWhenAReadingIsOfferedAgain() {
    StoredReading first = reading("main", Origin.LIVE, 0, power(1));
    StoredReading second = reading("main", Origin.LIVE, 10, power(2));
    StoredReading third = reading("main", Origin.LIVE, 60, power(3));
    List<StoredReading> all = List.of(first, second, third);
    assertEquals(List.of(first, third), minute.of(all));
    assertEquals(List.of(first, third), minute.of(all));
  }

  @Test
  void answersTheSameWhenChangesOfAStateAreOfferedAgain() {
    minute.of(List.of(reading("main", Origin.LIVE, 0, breaker("closed"))));
    List<StoredReading> changes =
        List.of(
            reading("main", Origin.LIVE, 10, breaker("open")),
            reading("main", Origin.LIVE, 20, breaker("closed")),
            reading("main", Origin.LIVE, 30, breaker("open")));
    assertEquals(changes, minute.of(changes));
    assertEquals(changes, minute.of(changes));
  }

  @Test
  void leavesOutTheSameReadingsWhenABatchIsOfferedAgain() {
    minute.of(List.of(reading("main", Origin.LIVE, 0, power(1))));
    StoredReading second = reading("main", Origin.LIVE, 50, power(2));
    StoredReading third = reading("main", Origin.LIVE, 60, power(3));
    assertEquals(List.of(third), minute.of(List.of(second, third)));
    assertEquals(List.of(third), minute.of(List.of(second, third)));
  }

  @Test
  void comparesWithTheLastValueAfterWhatWasBeforeItIsForgotten() {
    StoredReading first = reading("main", Origin.LIVE, 0, breaker("closed"));
    StoredReading second = reading("main", Origin.LIVE, 10, breaker("open"));
    minute.of(List.of(first, second));
    minute.settled(second.id());
    assertEquals(
        List.of("closed"),
        values(
            minute.of(
                List.of(
                    reading("main", Origin.LIVE, 20, breaker("open")),
                    reading("main", Origin.LIVE, 30, breaker("closed"))))));
  }

  @Test
  void thinsAllTheSameWhenTheOutputGoesFarBack() {
    List<StoredReading> readings = new ArrayList<>();
    for (int second = 0; second < 600 * 60; second += 30) {
      readings.add(reading("main", Origin.LIVE, second, power(second)));
    }
    assertEquals(600, minute.of(readings).size());
    assertEquals(600, minute.of(readings).size());
  }

  @Test
  void leavesEverythingAloneWhereNothingIsToBeThinned() {
    List<StoredReading> all =
        List.of(new StoredReading(1, SampleReadings.live(1, NOON)), reading("m", Origin.LIVE, 0));
    assertEquals(all, new Thinning(Duration.ZERO).of(all));
  }

  private static List<String> values(List<StoredReading> readings) {
    return readings.stream()
        .flatMap(stored -> stored.reading().measurements().stream())
        .map(measurement -> measurement.value().toString())
        .toList();
  }

  private static Measurement power(int watts) {
    return SampleReadings.decimal(
        Quantities.POWER_IMPORT, BigDecimal.valueOf(watts), Unit.W, "1.1.1.7.0.255");
  }

  private static Measurement energy(int wattHours) {
    return SampleReadings.decimal(
        Quantities.ENERGY_IMPORT, BigDecimal.valueOf(wattHours), Unit.WH, "1.1.1.8.0.255");
  }

  private static Measurement breaker(String state) {
    return Measurement.of(Quantities.METER_TYPE, new Value.Text(state), "1.1.96.3.10.255");
  }

  private StoredReading reading(String meter, Origin origin, int second, Measurement... values) {
    return new StoredReading(
        ++id,
        new Reading(
            MeterRef.of(meter, "18290001"),
            id,
            origin,
            NOON.plusSeconds(second),
            Optional.empty(),
            List.of(values)));
  }
}
