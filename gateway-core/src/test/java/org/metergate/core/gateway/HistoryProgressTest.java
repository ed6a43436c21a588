// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.core.supervise.HistoryJob;

class HistoryProgressTest {
  private final HistoryProgress progress =
      new HistoryProgress("hour", LocalDateTime.parse("2026-01-01T00:00"));

  private static HistoryJob.Outcome outcome(int records, String oldest, String newest) {
    return new HistoryJob.Outcome(
        records,
        Optional.ofNullable(oldest).map(LocalDateTime::parse),
        Optional.ofNullable(newest).map(LocalDateTime::parse),
        records,
        0,
        "",
        List.of(),
        Optional.empty(),
        false);
  }

  @Test
  void saysRecordsAndHowFarBackAndHowLongAtMost() {
    assertEquals(
        "By the hour: no record yet.",
        progress.sentence(outcome(0, null, null), Duration.ofSeconds(30)));
    assertEquals(
        "By the hour: 240 records, back to 2026-01-21 00:00; at most 2 minutes more.",
        progress.sentence(
            outcome(240, "2026-01-21T00:00", "2026-01-31T00:00"), Duration.ofSeconds(60)));
    assertEquals(
        "By the hour: 1 record, back to 2026-01-31 00:00.",
        progress.sentence(
            outcome(1, "2026-01-31T00:00", "2026-01-31T00:00"), Duration.ofSeconds(1)));
    assertEquals(
        "By the hour: 1000 records, back to 2026-01-01 00:00.",
        progress.sentence(
            outcome(1000, "2026-01-01T00:00", "2026-01-31T00:00"), Duration.ofSeconds(99)));
  }
}
