// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.core.control.ControlRefusal;
import org.metergate.core.control.ControlRequest;
import org.metergate.spi.time.TimeSource;

class RecordHandlerTest {
  /** A clock whose pause is when bytes come. */
  private static final class Clock implements TimeSource {
    private Runnable meanwhile = () -> {};
    private long nanos;

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
      meanwhile.run();
      nanos += duration.toNanos();
    }
  }

  private final Clock clock = new Clock();
  private final RecordHandler handler = new RecordHandler(clock);

  private static ControlRequest request(String seconds) {
    return new ControlRequest("record", Map.of("seconds", seconds));
  }

  @Test
  void recordsTheBurstsOfEachLinkWhileItIsAskedToAndWantsNoneBeforeAndAfter() throws Exception {
    assertFalse(handler.wantRaw());
    clock.meanwhile =
        () -> {
          assertTrue(handler.wantRaw());
          clock.nanos += 1_500_000_000L;
          handler.raw(List.of("heat", "water"), new byte[] {0x3F, 0x10});
          handler.raw(List.of("electricity"), new byte[] {0x7E});
          handler.raw(List.of("heat", "water"), new byte[] {0x0D});
        };
    Map<String, String> recordings = handler.run(request("2")).facts();
    assertEquals(
        Map.of(
            "heat,water", "# metergate-recording 1\n1.500000 < 3F10\n1.500000 < 0D\n",
            "electricity", "# metergate-recording 1\n1.500000 < 7E\n"),
        recordings);
    assertFalse(handler.wantRaw());
  }

  @Test
  void aLineThatFloodsFillsNoMemory() throws Exception {
    clock.meanwhile =
        () -> {
          for (int i = 0; i < 10_000; i++) {
            handler.raw(List.of("a"), new byte[4096]);
          }
        };
    assertTrue(handler.run(request("1")).facts().get("a").length() < 700_000);
  }

  @Test
  void wantsNoBytesWhereTheClientHasGone() {
    clock.meanwhile =
        () -> {
          throw new IllegalStateException("interrupted");
        };
    assertThrows(IllegalStateException.class, () -> handler.run(request("1")));
    assertFalse(handler.wantRaw());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "301", "-1", "x", "", "1e9", "99999999999999"})
  void refusesAnotherLength(String seconds) {
    assertThrows(ControlRefusal.class, () -> handler.run(request(seconds)));
  }
}
