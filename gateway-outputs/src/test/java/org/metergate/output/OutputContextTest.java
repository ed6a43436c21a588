// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Reading;
import org.metergate.testing.SampleReadings;
import org.metergate.time.VirtualTime;

class OutputContextTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final VirtualTime time = new VirtualTime(NOON);
  private final OutputContext context =
      new OutputContext(
          "attic",
          Map.of(
                  "electricity", Duration.ofSeconds(10),
                  "p1", Duration.ofSeconds(10),
                  "yearly", Duration.ofDays(1))
              ::get,
          time);

  @Test
  void aReadingIsCurrentForTwoIntervalsOfItsMeter() throws Exception {
    Reading reading = SampleReadings.live(1, NOON);
    time.pause(Duration.ofSeconds(20));
    assertTrue(context.isCurrent(reading));
    time.pause(Duration.ofMillis(1));
    assertFalse(context.isCurrent(reading));
  }

  @Test
  void aReadingOfASubMeterIsCurrentForTwoHours() throws Exception {
    Reading reading = SampleReadings.gas(1, NOON);
    time.pause(Duration.ofHours(2));
    assertTrue(context.isCurrent(reading));
    time.pause(Duration.ofMillis(1));
    assertFalse(context.isCurrent(reading));
  }

  @Test
  void aSubMeterIsNoFasterThanTheMeterAboveIt() {
    assertEquals(
        Optional.of(Duration.ofDays(1)), context.interval(new MeterRef("yearly", "gas", "")));
  }

  @Test
  void nothingIsCurrentBelowAMeterThatIsNotConfiguredAnyMore() {
    assertEquals(Optional.empty(), context.interval(new MeterRef("gone", "gas", "")));
    assertFalse(
        new OutputContext("attic", meter -> null, time).isCurrent(SampleReadings.gas(1, NOON)));
  }

  @Test
  void whatCameFromALoggerIsNeverCurrent() {
    assertFalse(context.isCurrent(SampleReadings.history(1, NOON)));
  }
}
