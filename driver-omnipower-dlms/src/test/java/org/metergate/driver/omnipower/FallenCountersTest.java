// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

class FallenCountersTest {
  private final FallenCounters counters = new FallenCounters();
  private final List<FallenCounters.Fall> falls = new ArrayList<>();

  @Test
  void letsACounterRiseAndRest() {
    for (int count : new int[] {100, 100, 105}) {
      List<Measurement> list = List.of(energy(count));
      assertSame(list, look("meter", list));
    }
    assertEquals(List.of(), falls);
  }

  @Test
  void withholdsACounterUntilItIsWhereItWas() {
    look("meter", List.of(energy(100)));
    Measurement fallen = look("meter", List.of(energy(99))).get(0);
    assertNull(fallen.value());
    assertEquals(BigDecimal.valueOf(99), fallen.raw());
    assertNull(look("meter", List.of(energy(98))).get(0).value());
    assertNotNull(look("meter", List.of(energy(100))).get(0).value());
    assertEquals(2, falls.size());
    assertEquals(new FallenCounters.Fall("1.1.1.8.0.255", BigDecimal.valueOf(100)), falls.get(1));
  }

  @Test
  void beginsAnewWithAnotherMeter() {
    look("old", List.of(energy(100)));
    assertNotNull(look("new", List.of(energy(5))).get(0).value());
  }

  @Test
  void letsEverythingElseFall() {
    look("meter", List.of(measurement(Quantities.POWER_IMPORT, "1.1.1.7.0.255", 100)));
    List<Measurement> less =
        List.of(measurement(Quantities.POWER_IMPORT, "1.1.1.7.0.255", 0), energy(3));
    assertSame(less, look("meter", less));
  }

  private List<Measurement> look(String meter, List<Measurement> measurements) {
    return counters.withhold(meter, measurements, falls::add);
  }

  private static Measurement energy(int count) {
    return measurement(Quantities.ENERGY_IMPORT, "1.1.1.8.0.255", count);
  }

  private static Measurement measurement(Quantity quantity, String register, int count) {
    BigDecimal number = BigDecimal.valueOf(count);
    return new Measurement(quantity, new Value.Decimal(number), Unit.WH, register, number, null);
  }
}
