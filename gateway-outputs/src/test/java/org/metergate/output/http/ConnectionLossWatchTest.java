// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Connection;
import org.junit.jupiter.api.Test;

class ConnectionLossWatchTest {
  private int woken;
  private boolean listens;
  private final ConnectionLossWatch watch =
      new ConnectionLossWatch(Duration.ofSeconds(60), () -> listens, () -> woken++);

  /** A connection without a network. */
  private static Connection connection() {
    return new AbstractConnection(new ByteArrayEndPoint(), Runnable::run) {
      @Override
      public void onFillable() {}
    };
  }

  @Test
  void reportsOnceThatTheServerWasKilledAfterAnAcceptance() {
    Connection connection = connection();
    watch.accepted(connection);
    watch.onClosed(connection);
    assertEquals(1, woken);
    assertTrue(watch.take());
    assertFalse(watch.take());
  }

  @Test
  void reportsAKillBetweenTheAnswerAndItsReading() {
    Connection connection = connection();
    watch.beginSending();
    watch.onClosed(connection);
    watch.accepted(connection);
    assertTrue(watch.take());
    assertEquals(0, woken, "the sender asks by itself");
  }

  @Test
  void aCloseByAServerThatStillListensIsNoBreak() {
    listens = true;
    for (int i = 0; i < 3; i++) {
      Connection connection = connection();
      watch.accepted(connection);
      watch.onClosed(connection);
      assertFalse(watch.take(), "close " + i);
    }
    assertEquals(0, woken);
  }

  @Test
  void anAnnouncedCloseIsNoBreakAlsoWhereTheServerEndsWithIt() {
    Connection connection = connection();
    watch.accepted(connection);
    watch.willClose(connection);
    watch.onClosed(connection);
    assertFalse(watch.take());
  }

  @Test
  void theLateCloseOfAnotherConnectionIsNoBreak() {
    Connection before = connection();
    watch.accepted(before);
    watch.willClose(before);
    Connection now = connection();
    watch.accepted(now);
    watch.onClosed(before);
    assertFalse(watch.take(), "the announced one");
    watch.onClosed(now);
    assertTrue(watch.take(), "the other one");
  }

  @Test
  void aConnectionThatBreaksBeforeItsFirstAnswerIsNoNews() {
    watch.onClosed(connection());
    assertFalse(watch.take());
  }

  @Test
  void nothingIsLostWhereAnAcceptanceIsFinal() {
    ConnectionLossWatch none = new ConnectionLossWatch(Duration.ZERO, () -> listens, () -> woken++);
    Connection connection = connection();
    none.accepted(connection);
    none.onClosed(connection);
    assertFalse(none.take());
    assertEquals(0, woken);
  }
}
