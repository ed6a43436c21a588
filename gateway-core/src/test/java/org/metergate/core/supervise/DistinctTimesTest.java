// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DistinctTimesTest {
  private static final Instant NOON = Instant.parse("2026-01-07T12:00:00Z");

  private final DistinctTimes times = new DistinctTimes();

  /** The offsets from noon, in milliseconds, that readings at these moments get. */
  private List<Long> of(Long... read) {
    return Stream.of(read)
        .map(millis -> times.of("el", NOON.plusMillis(millis)).toEpochMilli())
        .map(millis -> millis - NOON.toEpochMilli())
        .toList();
  }

  @Test
  void aReadingHasTheTimeAtWhichItWasReadUnlessTheLastHasItToo() {
    assertEquals(List.of(0L, 1L, 2L, 3L, 7L, 8L), of(0L, 0L, 0L, 2L, 7L, 7L));
  }

  @Test
  void aClockThatIsSetBackIsFollowed() {
    assertEquals(
        List.of(0L, 10_000L, -3_590_000L, -3_589_999L), of(0L, 10_000L, -3_590_000L, -3_590_000L));
  }

  @Test
  void metersHaveTheirOwnTimes() {
    of(0L);
    assertEquals(NOON, times.of("el-gas", NOON));
  }
}
