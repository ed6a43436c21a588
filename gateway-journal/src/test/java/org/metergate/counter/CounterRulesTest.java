// SPDX-License-Identifier: Apache-2.0
package org.metergate.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.testing.House;

class CounterRulesTest {
  private final Reading stored = new House(10, 19_765_270).reading(500, true);

  private static String energy(Reading reading) {
    Measurement m = reading.measurement("energy_import").orElseThrow();
    return m.value() == null ? null : m.value().toString();
  }

  @Test
  void leavesWhatWasStoredWhereNothingWasDecided() {
    assertSame(stored, CounterRules.PLAIN.read(7, stored));
    assertSame(stored, CounterRules.PLAIN.with(CounterRule.open(8, true)).read(7, stored));
    assertSame(stored, CounterRules.PLAIN.with(CounterRule.open(7, false)).read(7, stored));
  }

  @Test
  void appliesToEachReadingTheRuleThatCoversIt() throws Exception {
    CounterRules counterRules =
        CounterRules.PLAIN
            .with(CounterRule.open(5, false).scaled(0))
            .with(CounterRule.open(9, false))
            .with(new CounterRule(12, 1, false, Map.of("energy_import", new BigDecimal("-70"))));
    for (CounterRules one :
        new CounterRules[] {counterRules, CounterRules.parse(counterRules.text())}) {
      assertNull(energy(one.read(4, stored)));
      assertEquals("1976527", energy(one.read(5, stored)));
      assertNull(energy(one.read(9, stored)));
      assertEquals("19765200", energy(one.read(12, stored)));
      assertEquals(
          "0", one.read(12, stored).measurement("energy_export").orElseThrow().value().toString());
      assertSame(stored.measurements().get(0), one.read(12, stored).measurements().get(0));
    }
    assertEquals("5,0,given;9,?,given;12,1,given,energy_import=-70", counterRules.text());
  }

  @Test
  void holdsEveryCounterAndNothingElse() {
    CounterRules held = CounterRules.PLAIN.with(new CounterRule(1, 1, true, Map.of()));
    Reading read = held.read(1, stored);
    assertNull(energy(read));
    assertEquals("500", read.measurement("power_import").orElseThrow().value().toString());
    assertEquals(
        "19765270",
        energy(CounterRules.PLAIN.with(held.last().released(Map.of())).read(1, stored)));
  }

  @Test
  void givesNoValueToACounterThatWasWithheldForGood() {
    Measurement bad =
        CounterPlausibility.withheld(House.open(Quantities.ENERGY_IMPORT, "1.1.1.8.0.255", 3));
    assertSame(bad, CounterRule.open(1, false).scaled(1).read(bad));
  }

  @Test
  void replacesARuleThatBeginsAtTheSameReading() {
    CounterRules counterRules = CounterRules.PLAIN.with(CounterRule.open(5, false));
    assertEquals("5,1,given", counterRules.with(counterRules.last().scaled(1)).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1", "1,2", "x,1,held", "1,1,held,q", "1,1,held,q=z"})
  void refusesATextThatIsNone(String text) {
    assertThrows(MalformedException.class, () -> CounterRules.parse(text));
  }
}
