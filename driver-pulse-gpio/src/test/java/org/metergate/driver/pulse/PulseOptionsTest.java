// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;

class PulseOptionsTest {
  private static PulseOptions options(String... words) throws OptionException {
    Map<String, String> options = new HashMap<>();
    for (String word : words) {
      options.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
    }
    return PulseOptions.of(Options.of(PulseSpecs.SPECS, options));
  }

  @Test
  void aReedHasTimesOfItsOwnAndEachCanBeSet() throws Exception {
    assertEquals(PulseTimes.S0, options("quantity=volume", "pulses-per-unit=100").times());
    assertEquals(
        PulseTimes.REED, options("quantity=volume", "pulses-per-unit=100", "contact=reed").times());
    assertEquals(
        new PulseTimes(Duration.ofMillis(3), Duration.ofMillis(150)),
        options("quantity=volume", "pulses-per-unit=100", "contact=reed", "min-active=3ms")
            .times());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pulses-per-unit=1 | quantity | is missing",
        "quantity=volume | pulses-per-unit | is missing",
        "quantity=volum;pulses-per-unit=1 | quantity | did you mean 'volume'",
        "quantity=volume;pulses-per-unit=0 | pulses-per-unit | more than 0",
        "quantity=volume;pulses-per-unit=1e3 | pulses-per-unit | like 1000",
        "quantity=volume,heat_energy;pulses-per-unit=1 | pulses-per-unit | has 1 part, but",
        "quantity=volume,volume;pulses-per-unit=1,1 | quantity | occurs twice",
        "quantity=volume;pulses-per-unit=1;unit=kWh | unit | one of 'm3', 'l'",
        "quantity=volume;pulses-per-unit=1;min-idle=0s | min-idle | 1ms to 10s",
        "quantity=volume;pulses-per-unit=1;decimals=10 | decimals | 0 to 9",
        "quantity=volume;pulses-per-unit=1;interval=2h | interval | 1s to 3600s",
        "quantity=volume;pulses-per-unit=1;start=-1 | start | not negative",
        "quantity=volume;pulses-per-unit=1;max-rate=0 | max-rate | more than 0",
        "quantity=volume;pulses-per-unit=1;number=a b | number | letters, digits",
        "quantity=volume,;pulses-per-unit=1,2 | quantity | There is no quantity ''"
      })
  void saysWhichOptionIsWrongAndWhatWouldBeRight(String words, String option, String part) {
    OptionException e = assertThrows(OptionException.class, () -> options(words.split(";")));
    assertEquals(option, e.option());
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
