// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestPlanTest {
  private static final long SECOND = 1_000_000_000L;

  private final Search search = new Search("");

  @Test
  void holdsTheLineAndReleasesItForAMomentWhenAMeterThatWorkedFallsSilent() {
    HeldRequest held = new HeldRequest(search, 0);
    search.telegram(SECOND);
    held.bytes(SECOND);
    assertTrue(held.level(14 * SECOND));
    assertFalse(held.level(15 * SECOND), "released");
    assertFalse(held.level(16 * SECOND));
    assertTrue(held.level(17 * SECOND), "raised again");
    assertTrue(held.level(30 * SECOND), "it waits as long as before");
    assertFalse(held.level(31 * SECOND));
  }

  @Test
  void triesTheOtherLevelWhereNothingEverCame() {
    HeldRequest held = new HeldRequest(search, 0);
    assertTrue(held.level(13 * SECOND));
    assertFalse(held.level(14 * SECOND));
    assertFalse(held.level(27 * SECOND));
    assertTrue(held.level(28 * SECOND));
    assertEquals(Search.SLOW, search.baud());
  }

  @Test
  void onDemandAssertsReadsAndReleases() {
    RequestOnDemand demand = new RequestOnDemand(search, Duration.ofMinutes(1), 0);
    assertFalse(demand.level(SECOND), "at rest first");
    assertTrue(demand.level(2 * SECOND), "asserted");
    demand.bytes(8 * SECOND);
    assertTrue(demand.level(8 * SECOND), "held while the telegram comes");
    demand.end(9 * SECOND);
    assertFalse(demand.level(9 * SECOND), "released at its end");
    assertFalse(demand.level(61 * SECOND));
    assertTrue(demand.level(62 * SECOND), "a minute after it was asked for");
  }

  @Test
  void onDemandReleasesAfterTwoSecondsOfSilenceWithoutAnEnd() {
    RequestOnDemand demand = new RequestOnDemand(search, Duration.ofMinutes(1), 0);
    demand.level(2 * SECOND);
    demand.bytes(3 * SECOND);
    assertTrue(demand.level(4 * SECOND));
    assertFalse(demand.level(5 * SECOND));
  }

  @Test
  void onDemandTriesTheOtherLevelWhereNothingComes() {
    RequestOnDemand demand = new RequestOnDemand(search, Duration.ofMinutes(1), 0);
    assertTrue(demand.level(2 * SECOND));
    assertTrue(demand.level(16 * SECOND), "at rest, which is the other level now");
    assertFalse(demand.level(18 * SECOND), "asked with the other level");
  }
}
