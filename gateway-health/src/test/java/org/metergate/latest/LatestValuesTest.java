// SPDX-License-Identifier: Apache-2.0
package org.metergate.latest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

class LatestValuesTest {
  private static final Instant NOON = Instant.parse("2026-01-07T12:00:00Z");
  private final LatestValues latest = new LatestValues();

  @Test
  void keepsEachRegisterWithItsOwnAge() {
    accept(0, energy("913.000"));
    accept(10, power("250"));
    accept(20, power("260"));
    List<LatestValue> values = latest.of("el").get(0).values();
    assertEquals(2, values.size());
    assertEquals(NOON, values.get(0).receivedAt());
    assertEquals("260", values.get(1).measurement().value().toString());
    assertEquals(NOON.plusSeconds(20), values.get(1).receivedAt());
  }

  @Test
  void historyNeverBecomesACurrentValue() {
    latest.accept(reading(0, Origin.HISTORY, MeterRef.of("el", "1"), power("250")));
    latest.accept(reading(0, Origin.LATE, MeterRef.of("el", "1"), power("250")));
    assertEquals(List.of(), latest.of("el"));
  }

  @Test
  void valueIsStaleAfterTwoMissedTelegrams() {
    accept(0, power("250"));
    accept(60, power("260"));
    assertEquals(Duration.ofSeconds(150), only().freshFor());
    assertFalse(only().stale(NOON.plusSeconds(210)));
    assertTrue(only().stale(NOON.plusSeconds(211)));
  }

  @Test
  void valuesOfAFastMeterAreNotCalledStaleByTheFirstLostTelegram() {
    for (int second = 0; second < 10; second++) {
      accept(second, power("250"));
    }
    assertEquals(Duration.ofSeconds(30), only().freshFor());
  }

  @Test
  void untilTheIntervalIsKnownAGaugeAgesFasterThanACounter() {
    accept(0, power("250"), energy("913.000"));
    List<LatestValue> values = latest.of("el").get(0).values();
    assertTrue(values.get(0).stale(NOON.plusSeconds(61)));
    assertFalse(values.get(1).stale(NOON.plusSeconds(7200)));
    assertTrue(values.get(1).stale(NOON.plusSeconds(7801)));
  }

  @Test
  void outageDoesNotMakeLaterValuesLookFreshForHours() {
    accept(0, power("250"));
    accept(10, power("250"));
    accept(10_000, power("250"));
    assertEquals(Duration.ofSeconds(75), only().freshFor());
    accept(10_010, power("250"));
    assertEquals(Duration.ofSeconds(30), only().freshFor());
  }

  @Test
  void clockThatStepsBackKeepsTheUsualInterval() {
    accept(0, power("250"));
    accept(60, power("250"));
    accept(-3600, power("251"));
    assertEquals(Duration.ofSeconds(150), only().freshFor());
    assertEquals("251", only().measurement().value().toString());
  }

  @Test
  void anotherMeterUnderTheSameNameStartsAgain() {
    accept(0, power("250"), energy("913.000"));
    latest.accept(reading(10, Origin.LIVE, MeterRef.of("el", "2"), power("4")));
    assertEquals("4", only().measurement().value().toString());
    assertEquals("2", latest.of("el").get(0).meter().identifier());
  }

  @Test
  void subMetersComeAfterTheirParent() {
    accept(0, power("250"));
    latest.accept(reading(0, Origin.LIVE, new MeterRef("el", "gas", "G1"), energy("1.0")));
    assertEquals(
        List.of("el", "el-gas"),
        latest.of("el").stream().map(values -> values.meter().displayName()).toList());
    assertEquals(List.of(), latest.of("gas"));
  }

  @Test
  void brokenDriverThatInventsRegistersDoesNotFillTheMemory() {
    List<Measurement> many = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      many.add(Measurement.of(Quantities.unnamed("r" + i), new Value.Text("x"), "r" + i));
    }
    accept(0, many.toArray(Measurement[]::new));
    List<LatestValue> values = latest.of("el").get(0).values();
    assertEquals(500, values.size());
    assertEquals("r599", values.get(499).measurement().register());
  }

  @Test
  void notifiesTheListenerOfEachLiveReading() {
    AtomicInteger calls = new AtomicInteger();
    latest.onChange(calls::incrementAndGet);
    accept(0, power("250"));
    latest.accept(reading(0, Origin.HISTORY, MeterRef.of("el", "1"), power("250")));
    assertEquals(1, calls.get());
  }

  private LatestValue only() {
    List<LatestValue> values = latest.of("el").get(0).values();
    assertEquals(1, values.size());
    return values.get(0);
  }

  private void accept(int second, Measurement... measurements) {
    latest.accept(reading(second, Origin.LIVE, MeterRef.of("el", "1"), measurements));
  }

  private static Reading reading(
      int second, Origin origin, MeterRef meter, Measurement... measurements) {
    Instant at = NOON.plusSeconds(second);
    return new Reading(meter, 1, origin, at, Optional.empty(), List.of(measurements));
  }

  private static Measurement power(String watts) {
    return decimal(Quantities.POWER_IMPORT, watts, Unit.W, "1.1.1.7.0.255");
  }

  private static Measurement energy(String kilowattHours) {
    return decimal(Quantities.ENERGY_IMPORT, kilowattHours, Unit.KWH, "1.1.1.8.0.255");
  }

  private static Measurement decimal(Quantity quantity, String number, Unit unit, String register) {
    return new Measurement(
        quantity, new Value.Decimal(new BigDecimal(number)), unit, register, null, null);
  }

  private static Measurement gauge(String name, String value) {
    Quantity quantity = new Quantity(name, Quantity.Kind.GAUGE, Dimension.POWER, name);
    return Measurement.decimal(quantity, new BigDecimal(value), Unit.W, name);
  }

  private static Measurement tariff(int number, String value) {
    Quantity quantity =
        new Quantity("energy_import_t" + number, Quantity.Kind.COUNTER, Dimension.ENERGY, "T");
    Value known = value == null ? null : new Value.Decimal(new BigDecimal(value));
    return new Measurement(quantity, known, Unit.KWH, "t" + number, BigDecimal.ONE, null);
  }

  private static List<String> derived(LatestValues values) {
    return values.of("el").get(0).values().stream()
        .map(LatestValue::measurement)
        .filter(m -> m.register().startsWith("="))
        .map(m -> m.quantity().name() + m.register() + ":" + m.value())
        .toList();
  }

  private static void accept(LatestValues values, int second, Measurement... measurements) {
    values.accept(reading(second, Origin.LIVE, MeterRef.of("el", "1"), measurements));
  }

  @Test
  void whatFollowsFromATelegramStandsNextToItsValues() {
    LatestValues values = new LatestValues(meter -> Optional.of(Set.of("energy_export")));
    accept(values, 0, gauge("power_import", "250"));
    assertEquals(List.of(), derived(values), "this meter has an export, which is not in the list");
    accept(values, 10, gauge("power_import", "0"), gauge("power_export", "1200"));
    accept(values, 20, tariff(1, "1.5"), tariff(2, "2.25"));
    assertEquals(
        List.of(
            "power=power_import-power_export:-1200",
            "energy_import=energy_import_t1+energy_import_t2:3.75"),
        derived(values));
    accept(values, 30, tariff(1, "1.5"), tariff(2, null));
    assertTrue(derived(values).get(1).endsWith(":3.75"), "it ages and is not replaced");
    assertEquals(NOON.plusSeconds(20), values.of("el").get(0).values().get(5).receivedAt());
  }

  @Test
  void aNetPowerWithoutExportIsGoneAsSoonAsThereIsAnExport() {
    LatestValues values = new LatestValues(meter -> Optional.of(Set.of("energy_import")));
    accept(values, 0, gauge("power_import", "250"));
    assertEquals(List.of("power=power_import:250"), derived(values));
    accept(values, 10, gauge("power_export", "1200"));
    assertEquals(List.of(), derived(values));
    accept(values, 20, gauge("power_import", "0"), gauge("power_export", "1200"));
    accept(values, 30, gauge("power", "-1300"));
    assertEquals(List.of(), derived(values), "the meter sends it itself");
  }

  @Test
  void aTotalEndsWhenTheMeterSendsAnotherTariff() {
    LatestValues values = new LatestValues(meter -> Optional.of(Set.of()));
    accept(values, 0, tariff(1, "1.5"));
    accept(values, 10, tariff(1, "1.5"), tariff(2, "2.25"));
    assertEquals(1, derived(values).size());
    accept(values, 20, tariff(1, "1.5"), tariff(2, "2.25"), tariff(3, "500"));
    assertEquals(List.of(), derived(values));
    accept(values, 30, tariff(1, "1.5"), tariff(2, "2.25"), tariff(3, "500"));
    assertEquals(List.of(), derived(values));
  }

  @Test
  void anExportThatIsOnlyInALateTelegramIsAnExportToo() {
    LatestValues values = new LatestValues(meter -> Optional.of(Set.of("energy_import")));
    accept(values, 0, gauge("power_import", "250"));
    Measurement export = gauge("power_export", "1200");
    values.accept(reading(0, Origin.LATE, MeterRef.of("el", "1"), export));
    assertEquals(List.of(), derived(values));
    accept(values, 10, gauge("power_import", "250"));
    assertEquals(List.of(), derived(values));
    assertEquals(1, values.of("el").get(0).values().size(), "nothing late is a present value");
  }

  @Test
  void whatAMeterSentBeforeIsLookedUpOnceForEachNumberAndAgainOnlyAfterAFailure() {
    List<MeterRef> asked = new ArrayList<>();
    LatestValues values =
        new LatestValues(
            meter -> {
              asked.add(meter);
              return asked.size() == 1 ? Optional.empty() : Optional.of(Set.of("energy_import"));
            });
    accept(values, 0, gauge("power_import", "250"));
    assertEquals(List.of(), derived(values));
    for (int second = 1; second < 20; second++) {
      accept(values, second, gauge("power_import", "250"));
      accept(values, second, gauge("voltage_l" + second % 3, "230"));
    }
    assertEquals(List.of("power=power_import:250"), derived(values));
    assertEquals(2, asked.size());
    values.accept(reading(30, Origin.LIVE, MeterRef.of("el", "2"), gauge("power_import", "3")));
    assertEquals(3, asked.size());
  }
}
