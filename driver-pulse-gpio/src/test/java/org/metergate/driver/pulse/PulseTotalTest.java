// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PulseTotalTest {
  private static PulseTotal total(String perUnit, long pulses) {
    return PulseTotal.zero(new BigDecimal(perUnit)).plus(pulses);
  }

  private static String shown(PulseTotal total) {
    return total.value(3).toPlainString();
  }

  @Test
  void aPulseThatDoesNotEndInDecimalsLosesNothing() {
    PulseTotal total = total("375", 0);
    BigDecimal before = total.value(3);
    for (int pulse = 1; pulse <= 375_000; pulse++) {
      total = total.plus(1);
      assertTrue(total.value(3).compareTo(before) >= 0, "never falls");
      before = total.value(3);
    }
    assertEquals("1000.000", shown(total));
    assertEquals("0.002", shown(total("375", 1)), "2/3 Wh are rounded down");
    assertEquals("0.997", shown(total("375", 374)));
  }

  @Test
  void pulsesMayWeighMoreThanAUnit() {
    assertEquals("30.000", shown(total("0.1", 3)));
    assertEquals("0.001", shown(total("1000", 1)));
  }

  @Test
  void anAdjustedTotalGoesOnFromTheDisplay() {
    PulseTotal total = total("375", 100).adjusted(new BigDecimal("12345.678"));
    assertEquals("12345.678", shown(total));
    assertEquals("12345.680", shown(total.plus(1)));
    assertEquals("12346.678", shown(total.plus(375)));
    assertEquals(475, total.plus(375).pulses(), "pulses are never set back");
  }

  @Test
  void anotherWeightKeepsWhatWasCounted() {
    PulseTotal total = total("1000", 1500).withWeight(new BigDecimal("500"));
    assertEquals("1.500", shown(total));
    assertEquals("1.502", shown(total.plus(1)));
    assertEquals(total, total.withWeight(new BigDecimal("500.0")));
  }

  @Test
  void isReadBackAsItWasWritten() {
    PulseTotal total = total("0.375", 7).adjusted(new BigDecimal("98765.4321")).plus(3);
    assertEquals(Optional.of(total), PulseTotal.parse(total.text()));
    PulseTotal hundreds = total("1", 0).adjusted(new BigDecimal("1E+5"));
    assertEquals("100000.000", shown(PulseTotal.parse(hundreds.text()).orElseThrow()));
    PulseTotal fine = total("375", 1).withWeight(new BigDecimal("7"));
    assertEquals(Optional.of(fine), PulseTotal.parse(fine.text()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "2 1 0 0 1000", "1 5 0 6 1000", "1 5 0 1 0", "1 5 -1 1 10", "1 5 0 1 x"})
  void anotherTextIsNoTotal(String text) {
    assertEquals(Optional.empty(), PulseTotal.parse(text));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> total("0", 1));
    assertThrows(
        IllegalArgumentException.class, () -> total("1", 1).adjusted(new BigDecimal("-1")));
  }

  /** Such a number would take all memory as soon as something is added to it. */
  @Test
  void refusesAStoredWeightThatIsNoPlainNumber() {
    for (String weight : List.of("1E999999999", "1e9", "-1", "0", "1000.", "9".repeat(30))) {
      assertEquals(Optional.empty(), PulseTotal.parse("1 5 0 0 " + weight), weight);
    }
    assertEquals("0.020", PulseTotal.parse("1 5 0 0 250.0").orElseThrow().value(3).toString());
  }
}
