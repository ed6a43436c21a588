// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionLossWatchTest {
  private int woken;
  private final ConnectionLossWatch watch =
      new ConnectionLossWatch(Duration.ofSeconds(60), () -> woken++);

  private void opened() {
    watch.onOpened(null);
  }

  private void closed() {
    watch.onClosed(null);
  }

  @Test
  void reportsAConnectionThatBreaksAfterAnAcceptanceOnce() {
    opened();
    watch.answered(true, false);
    closed();
    assertEquals(1, woken);
    assertTrue(watch.take());
    assertFalse(watch.take());
  }

  @Test
  void reportsABreakBetweenTheAnswerAndItsReading() {
    opened();
    closed();
    watch.answered(true, false);
    assertTrue(watch.take());
  }

  @Test
  void anAnnouncedCloseIsNoBreakHoweverLateItIsReported() {
    for (int i = 0; i < 3; i++) {
      opened();
      watch.answered(true, true);
    }
    for (int i = 0; i < 3; i++) {
      closed();
      assertFalse(watch.take(), "close " + i);
    }
    assertEquals(0, woken);
  }

  @Test
  void aBreakAfterALateAnnouncedCloseIsStillReported() {
    opened();
    watch.answered(true, true);
    opened();
    watch.answered(true, false);
    closed();
    assertFalse(watch.take(), "the announced one");
    closed();
    assertTrue(watch.take(), "the other one");
  }

  @Test
  void aConnectionThatBreaksBeforeItsFirstAnswerIsNoNews() {
    opened();
    watch.answered(true, true);
    opened();
    closed();
    closed();
    assertFalse(watch.take());
  }
}
