// SPDX-License-Identifier: Apache-2.0
package org.metergate.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;
import org.metergate.time.VirtualTime;

class ReadingSessionTest {
  private static final Instant NOON = Instant.parse("2026-01-07T12:00:00Z");
  private static final List<Measurement> LIST =
      List.of(Measurement.of(Quantities.LIST_ID, new Value.Text("toy"), "0"));

  private final VirtualTime time = new VirtualTime(NOON);
  private final List<Reading> readings = new ArrayList<>();

  private ReadingSession session(Origin origin) {
    return new ReadingSession("house", time, origin) {
      @Override
      protected void accept(Reading reading) {
        readings.add(reading);
      }

      @Override
      public void passed(Stage stage) {}

      @Override
      public void find(Finding finding) {}

      @Override
      public void keepUndecoded(byte[] frame) {}

      @Override
      public DurableState state(String key) {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Test
  void numbersTelegramsAndStampsThemWithItsClock() throws Exception {
    ReadingSession session = session(Origin.LIVE);
    MeterTime at = MeterTime.local(LocalDateTime.of(2026, 1, 7, 13, 0));
    session.publish("1", Optional.of(at), LIST);
    session.publishSubMeter("gas", "9", Optional.empty(), LIST);
    time.pause(Duration.ofSeconds(10));
    session.publish("2", Optional.empty(), LIST);
    MeterRef gas = new MeterRef("house", "gas", "9");
    assertEquals(
        List.of(
            new Reading(MeterRef.of("house", "1"), 1, Origin.LIVE, NOON, Optional.of(at), LIST),
            new Reading(gas, 1, Origin.LIVE, NOON, Optional.empty(), LIST),
            new Reading(
                MeterRef.of("house", "2"),
                2,
                Origin.LIVE,
                NOON.plusSeconds(10),
                Optional.empty(),
                LIST)),
        readings);
  }

  @Test
  void givesTelegramsItsOriginAndRecordsThatOfHistory() {
    ReadingSession session = session(Origin.LATE);
    session.publish("1", Optional.empty(), LIST);
    session.publishSubMeter("gas", "9", Optional.empty(), LIST);
    session.publishRecord("1", Optional.empty(), LIST);
    assertEquals(
        List.of(Origin.LATE, Origin.LATE, Origin.HISTORY),
        readings.stream().map(Reading::origin).toList());
    assertEquals(List.of(1L, 1L, 2L), readings.stream().map(Reading::telegram).toList());
  }

  @Test
  void refusesASubMeterWithoutANameOrATelegram() {
    ReadingSession session = session(Origin.LIVE);
    assertThrows(
        IllegalArgumentException.class,
        () -> session.publishSubMeter("gas", "9", Optional.empty(), LIST));
    session.publish("1", Optional.empty(), LIST);
    assertThrows(
        IllegalArgumentException.class,
        () -> session.publishSubMeter("", "9", Optional.empty(), LIST));
    assertEquals(1, readings.size());
  }
}
