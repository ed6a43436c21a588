// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.driver.mbus.telegram.Header;

/** How often a meter may be read. */
class BatteryLifeTest {
  private static final int KAM = 0x2C2D;
  private static final int ABB = 0x0442;

  private static Optional<Duration> shortest(int manufacturer, int version, int medium) {
    return BatteryLife.shortestInterval(
        new Header("67211183", manufacturer, version, medium, 0, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "0x30, 0x04, PT1H",
    "0x30, 0x0D, PT1H",
    "0x40, 0x0C, PT1H",
    "0x40, 0x0A, PT1H",
    "0x35, 0x04, PT10S",
    "0x1D, 0x16, PT1M",
    "0x1F, 0x06, PT1M",
    "0x34, 0x04,",
    "0x08, 0x04,",
    "0x1B, 0x16,",
    // the version of a heat meter, but water, electricity or nothing known is measured
    "0x30, 0x02,",
    "0x30, 0x16,",
    "0x40, 0x00,",
    "0x35, 0x02,",
    "0x1D, 0x04,",
    "0x1F, 0x02,",
  })
  void theShortestIntervalIsThatOfTheModel(String version, String medium, Duration shortest) {
    assertEquals(
        Optional.ofNullable(shortest),
        shortest(KAM, Integer.decode(version), Integer.decode(medium)));
  }

  @Test
  void nothingIsKnownOfMetersOfOtherMakers() {
    assertEquals(Optional.empty(), shortest(ABB, 0x30, 0x04));
    assertEquals(Optional.empty(), BatteryLife.shortestInterval(Header.NONE));
  }

  @ParameterizedTest
  @CsvSource({"3600, 1h", "7200, 2h", "5400, 90min", "60, 1min", "90, 90s", "5, 5s"})
  void aDurationIsWrittenAsOptionsAre(int seconds, String words) {
    assertEquals(words, BatteryLife.words(Duration.ofSeconds(seconds)));
  }
}
