// SPDX-License-Identifier: Apache-2.0
package org.metergate.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.testing.House;

class CounterPlausibilityTest {
  private static final String REGISTER = "1.1.1.8.0.255";

  private final List<Finding> findings = new ArrayList<>();
  private CounterPlausibility plausibility = new CounterPlausibility();
  private Instant now = House.START;

  private Measurement look(Measurement m) {
    now = now.plusSeconds(10);
    Reading reading = reading(m);
    return plausibility.check(reading, 0, findings::add).measurements().get(0);
  }

  private Reading reading(Measurement... m) {
    return new Reading(
        MeterRef.of("house", "1"), 1, Origin.LIVE, now, Optional.empty(), List.of(m));
  }

  private static Measurement energy(long count) {
    return counted(Quantities.ENERGY_IMPORT, count, BigDecimal.valueOf(count));
  }

  private static Measurement counted(Quantity quantity, long count, BigDecimal value) {
    return new Measurement(
        quantity, new Value.Decimal(value), Unit.WH, REGISTER, BigDecimal.valueOf(count), null);
  }

  @Test
  void letsACounterRiseAndRest() {
    for (long count : new long[] {100, 100, 105}) {
      Measurement energy = energy(count);
      assertSame(energy, look(energy));
    }
    assertEquals(List.of(), findings);
  }

  @Test
  void withholdsACounterUntilItIsWhereItWas() {
    look(energy(100));
    Measurement fallen = look(energy(99));
    assertNull(fallen.value());
    assertNull(fallen.unit());
    assertEquals(BigDecimal.valueOf(99), fallen.raw());
    assertNull(look(energy(0)).value());
    assertNotNull(look(energy(100)).value());
    assertEquals(2, findings.size());
    assertEquals(
        Map.of("quantity", "Energy import", "register", REGISTER, "before", "100"),
        findings.get(1).parameters());
  }

  @Test
  void letsEverythingElseFall() {
    look(counted(Quantities.POWER_IMPORT, 100, BigDecimal.TEN));
    Measurement less = counted(Quantities.POWER_IMPORT, 0, BigDecimal.ZERO);
    assertSame(less, look(less));
  }

  @Test
  void withholdsALeapForAsLongAsItLasts() {
    look(energy(10_000_000));
    assertNull(look(energy(100_000_000)).value()); // as if the scale had been changed
    now = now.plus(Duration.ofDays(60));
    assertNull(look(energy(100_000_100)).value(), "time alone makes it no better");
    assertNotNull(look(energy(10_000_200)).value());
  }

  @Test
  void allowsWhatAnHourlyCounterBringsAtOnce() {
    look(energy(0));
    for (int i = 0; i < 360; i++) {
      look(energy(0));
    }
    assertNotNull(look(energy(900_000)).value(), "900 kWh in an hour");
  }

  @Test
  void allowsMuchBehindALongSleepWhateverTheClockSays() throws Exception {
    look(energy(1_000_000));
    plausibility = CounterPlausibility.parse(plausibility.text(4000));
    assertNotNull(look(energy(3_000_000)).value());
  }

  @Test
  void believesACounterThatBeganAtZeroAfterTenTelegrams() {
    look(energy(0));
    for (int i = 0; i < 9; i++) {
      assertNull(look(energy(19_765_000 + 2 * i)).value(), "telegram " + (i + 1));
    }
    assertEquals(Set.of("counter-leapt"), codes());
    findings.clear();
    assertNotNull(look(energy(19_765_020)).value());
    assertEquals(Set.of("counter-began-at-zero"), codes());
    assertEquals("19765020", findings.get(0).parameters().get("now"));
    findings.clear();
    assertNotNull(look(energy(19_765_021)).value(), "and from then on");
    assertNull(look(energy(0)).value(), "it does not fall again");
  }

  @Test
  void believesACounterThatBeganAtZeroAfterAnHour() {
    look(energy(0));
    assertNull(look(energy(19_765_000)).value());
    now = now.plus(Duration.ofMinutes(59));
    assertNull(look(energy(19_765_900)).value(), "not before");
    now = now.plus(Duration.ofMinutes(1));
    assertNotNull(look(energy(19_765_916)).value());
    assertEquals(Set.of("counter-leapt", "counter-began-at-zero"), codes());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 10_000_000})
  void doesNotBelieveACounterThatKeepsLeapingOrBeganElsewhere(long began) {
    look(energy(began));
    for (int i = 0; i < 40; i++) {
      now = now.plusSeconds(300);
      long moves = began == 0 ? (i % 2 == 0 ? 19_765_000L * (i + 2) : 30_000_000) : 90_000_000;
      assertNull(look(energy(moves + i)).value(), "telegram " + (i + 1));
    }
    assertEquals(Set.of("counter-leapt"), codes());
  }

  @Test
  void doesNotBelieveWhatNoDisplayCanShow() {
    look(energy(0));
    for (int i = 0; i < 40; i++) {
      assertNull(look(energy(3_000_000_000L)).value());
    }
  }

  private Set<String> codes() {
    return findings.stream().map(finding -> finding.code().id()).collect(Collectors.toSet());
  }

  @Test
  void comparesCountsSoThatANewScaleIsNoLeap() {
    look(House.open(Quantities.ENERGY_IMPORT, REGISTER, 1_976_527));
    Measurement scaled =
        counted(Quantities.ENERGY_IMPORT, 1_976_527, BigDecimal.valueOf(19_765_270));
    assertSame(scaled, look(scaled));
  }

  @Test
  void remembersWhatItWroteAndNothingThatWasWithheld() throws Exception {
    look(energy(100));
    look(energy(50));
    CounterPlausibility again = CounterPlausibility.parse(plausibility.text(4000));
    again.learn(reading(CounterPlausibility.withheld(energy(5000))));
    again.learn(reading(energy(120)));
    assertEquals(REGISTER + "=120@" + now.getEpochSecond(), again.text(4000));
    assertEquals("", again.text(3), "what does not fit is left out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a=b@c", "a=1", "a=1@x", "="})
  void refusesATextThatIsNone(String text) {
    assertThrows(MalformedException.class, () -> CounterPlausibility.parse(text));
  }
}
