// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.option;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "10s, PT10S",
    "15min, PT15M",
    "1 h, PT1H",
    "400d, PT9600H",
    "' 0s ', PT0S",
    "100000d, PT2400000H"
  })
  void readsWhatPeopleWrite(String text, Duration duration) {
    assertEquals(Optional.of(duration), Durations.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10",
        "s",
        "-5s",
        "1.5h",
        "10 sec",
        "10m",
        "1h30min",
        "100001d",
        "1234567890s"
      })
  void refusesAnythingElse(String text) {
    assertEquals(Optional.empty(), Durations.parse(text));
  }
}
