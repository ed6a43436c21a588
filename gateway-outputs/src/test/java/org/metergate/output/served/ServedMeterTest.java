// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.served;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.metergate.output.OutputContext;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.time.TimeSource;

/** The values of a meter whose lists come at several paces, by clocks that step. */
class ServedMeterTest {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /** A steady clock, and a wall clock that may step. */
  private static final class Clocks implements TimeSource {
    private long nanos = 5;
    private Instant wall = Instant.parse("2026-11-20T12:00:00Z");

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public Instant now() {
      return wall;
    }

    @Override
    public void pause(Duration duration) {
      nanos += duration.toNanos();
      wall = wall.plus(duration);
    }

    private void step(Duration by) {
      wall = wall.plus(by);
    }
  }

  private final Clocks clocks = new Clocks();
  private HeldValues held;

  @BeforeEach
  void hold() {
    held = new HeldValues(ZoneOffset.UTC);
  }

  private Reading reading(Measurement... measurements) {
    return new Reading(
        MeterRef.of("house", "1"),
        1,
        Origin.LIVE,
        clocks.now(),
        Optional.empty(),
        List.of(measurements));
  }

  private static Measurement power(int watts) {
    return Measurement.decimal(Quantities.POWER_IMPORT, BigDecimal.valueOf(watts), Unit.W, "1.7.0");
  }

  private static Measurement energy(int wattHours) {
    return Measurement.decimal(
        Quantities.ENERGY_IMPORT, BigDecimal.valueOf(wattHours), Unit.WH, "1.8.0");
  }

  private Map<String, ServedValue> fresh() {
    return held.fresh(clocks.nanos(), INTERVAL.multipliedBy(2));
  }

  @Test
  void keepsTheCountersOfAnHourlyListBetweenItsLists() {
    for (int second = 0; second <= 4 * 3600; second += 10) {
      boolean hour = second % 3600 == 0;
      held.take(
          hour ? reading(power(second), energy(second)) : reading(power(second)), clocks.nanos());
      assertTrue(fresh().containsKey("energy_import"), "after " + second + " s");
      clocks.pause(INTERVAL);
    }
  }

  @Test
  void leavesACounterOutThatDoesNotComeAnyMore() {
    for (int i = 0; i < 3; i++) {
      held.take(reading(power(1), energy(i)), clocks.nanos());
      clocks.pause(INTERVAL);
    }
    held.take(reading(power(1)), clocks.nanos());
    assertTrue(fresh().containsKey("energy_import"));
    clocks.pause(INTERVAL);
    held.take(reading(power(1)), clocks.nanos());
    clocks.pause(Duration.ofMillis(1));
    assertFalse(fresh().containsKey("energy_import"));
    assertTrue(fresh().containsKey("power_import"));
  }

  @Test
  void anOutageMakesNoPaceOfAList() {
    for (int i = 0; i < 3; i++) {
      held.take(reading(power(1), energy(i)), clocks.nanos());
      clocks.pause(INTERVAL);
    }
    clocks.pause(Duration.ofMinutes(50));
    held.take(reading(power(1), energy(9)), clocks.nanos());
    clocks.pause(Duration.ofSeconds(21));
    assertFalse(fresh().containsKey("energy_import"));
  }

  @Test
  void anotherMeterAtTheSamePlaceStartsWithoutTheValuesOfTheFirst() {
    held.take(reading(power(1), energy(5)), clocks.nanos());
    Reading other = reading(power(2));
    held.take(
        new Reading(
            MeterRef.of("house", "2"),
            1,
            Origin.LIVE,
            clocks.now(),
            Optional.empty(),
            other.measurements()),
        clocks.nanos());
    assertEquals("[power_import]", fresh().keySet().toString());
  }

  @Test
  void aStepOfTheWallClockNeitherEndsAValueNorKeepsOneAlive() throws Exception {
    ServedSettings settings =
        new ServedSettings(
            "house",
            List.of(),
            false,
            new Listen(java.net.InetAddress.getLoopbackAddress(), 2000, List.of()),
            null,
            List.of());
    ServedMeter meter =
        new ServedMeter(
            settings, new OutputContext("attic", m -> INTERVAL, clocks, ZoneOffset.UTC));
    meter.attach(host());
    assertTrue(meter.now().isEmpty());
    assertTrue(meter.take(List.of(new org.metergate.journal.StoredReading(1, reading(power(7))))));
    for (Duration step : List.of(Duration.ofDays(-300), Duration.ofDays(900))) {
      clocks.step(step);
      assertEquals(
          "7", meter.now().orElseThrow().value("power_import", Unit.W).orElseThrow().toString());
    }
    clocks.pause(Duration.ofSeconds(20));
    assertEquals(Duration.ofSeconds(20), meter.now().orElseThrow().age());
    clocks.step(Duration.ofDays(-5));
    clocks.pause(Duration.ofMillis(1));
    assertTrue(meter.now().isEmpty(), "stale by the steady clock");
    assertEquals(Duration.ZERO, meter.freshFor());
  }

  /** Without a journal: no meters, and every reading is present. */
  private static org.metergate.output.OutputHost host() throws Exception {
    java.nio.file.Path file = java.nio.file.Files.createTempDirectory("served").resolve("j.db");
    org.metergate.journal.Journal journal =
        org.metergate.journal.Journal.open(
            new org.metergate.journal.JournalSettings(file), new org.metergate.time.SystemTime());
    return (org.metergate.output.OutputHost)
        Proxy.newProxyInstance(
            ServedMeterTest.class.getClassLoader(),
            new Class<?>[] {org.metergate.output.OutputHost.class},
            (proxy, method, args) ->
                method.getName().equals("history") ? journal.history() : Boolean.TRUE);
  }
}
