// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.health.MeterChain;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;
import org.metergate.time.VirtualTime;

class SilenceWatchTest {
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-07T12:00:00Z"));
  private final List<String> reported = new ArrayList<>();
  private final MeterChain chain =
      new MeterChain("el", time::now, (m, finding, change) -> reported.add(change + " " + finding));
  private final SilenceWatch watch = new SilenceWatch(List.of(chain), Duration.ofSeconds(30), time);

  private void idleFor(Duration each, int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      time.pause(each);
      watch.idle();
    }
  }

  @Test
  void aStopOfTheProcessIsNoSilenceOfTheMeter() throws Exception {
    watch.received(100);
    idleFor(Duration.ofMillis(500), 19);
    idleFor(Duration.ofMinutes(15), 1); // the host slept; what came meanwhile is still to be read
    idleFor(Duration.ofMillis(500), 5);
    watch.received(100);
    assertEquals(List.of(), reported);
  }

  @Test
  void silenceAfterAStopIsStillReported() throws Exception {
    idleFor(Duration.ofMinutes(15), 1);
    idleFor(Duration.ofMillis(500), 31);
    assertEquals(List.of("BEGAN silent {seconds=30}"), reported);
  }

  /** Its advice is the better one; but what it once said holds no longer when bytes arrived. */
  @Test
  void aDriverThatExplainsTheSilenceItselfIsNotContradicted() throws Exception {
    FindingCode own = new FindingCode("bus-silent", Stage.BYTES, FindingCode.Kind.FAULT);
    idleFor(Duration.ofMillis(500), 61);
    chain.find(own.with("baud", 2400));
    idleFor(Duration.ofMillis(500), 200);
    assertEquals(
        List.of(
            "BEGAN silent {seconds=30}",
            "ENDED silent {seconds=30}",
            "BEGAN bus-silent {baud=2400}"),
        reported);
    watch.received(1);
    idleFor(Duration.ofMillis(500), 61);
    assertEquals(
        List.of("ENDED bus-silent {baud=2400}", "BEGAN silent {seconds=30}"),
        reported.subList(3, reported.size()));
  }

  /** A meter that is asked once an hour is idle for a moment only. */
  @Test
  void aDriverThatRarelyLooksIsJudgedByAllThatPassed() throws Exception {
    SilenceWatch hourly = new SilenceWatch(List.of(chain), Duration.ofHours(2), time);
    for (int i = 0; i < 3; i++) {
      time.pause(Duration.ofHours(1));
      hourly.idle();
    }
    assertEquals(List.of("BEGAN silent {seconds=7200}"), reported);
  }
}
