// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metergate.testing.Await;
import org.metergate.testing.ClosingServer;
import org.metergate.testing.ClosingServer.Ending;

/** Servers that close connections as planned, and servers that are killed. */
@Timeout(60)
class HttpSenderTest {
  private static final int TIMES = 30;
  private static final Duration WINDOW = Duration.ofSeconds(60);

  private ClosingServer server;
  private HttpSender sender;

  @BeforeEach
  void listen() throws Exception {
    server = new ClosingServer();
  }

  @AfterEach
  void close() throws Exception {
    sender.close();
    server.close();
  }

  private HttpAnswer post(Duration unconfirmedWindow) throws Exception {
    URI uri = URI.create(server.url() + "/");
    if (sender == null) {
      sender =
          new HttpSender(
              "home", new HttpSettings(uri, Optional.empty(), Optional.empty()), unconfirmedWindow);
    }
    return sender.post(uri, "text/plain", Map.of(), "!".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void noticesEachTimeThatTheServerIsKilledHoweverSoonAfterTheAnswer() throws Exception {
    server.end(Ending.KILLED_AFTER_ANSWER);
    for (int i = 0; i < TIMES; i++) {
      assertInstanceOf(HttpAnswer.Accepted.class, post(WINDOW));
      Await.until(
          "the break is noticed", Duration.ofSeconds(10), () -> sender.takeBreak().isPresent());
      server.listenAgain();
    }
  }

  @ParameterizedTest
  @EnumSource(value = Ending.class, mode = EnumSource.Mode.EXCLUDE, names = "KILLED_AFTER_ANSWER")
  void takesNoPlannedCloseForABreakAndSendsEachRequestOnce(Ending ending) throws Exception {
    server.end(ending);
    for (int i = 0; i < TIMES; i++) {
      assertInstanceOf(HttpAnswer.Accepted.class, post(WINDOW), "request " + i);
      assertEquals(Optional.empty(), sender.takeBreak(), "request " + i);
      server.awaitClosed();
    }
    assertEquals(TIMES, server.answered());
    assertEquals(Optional.empty(), sender.takeBreak());
  }

  @Test
  void reportsNoBreakWhereAnAcceptanceIsFinal() throws Exception {
    server.end(Ending.KILLED_AFTER_ANSWER);
    for (int i = 0; i < TIMES; i++) {
      assertInstanceOf(HttpAnswer.Accepted.class, post(Duration.ZERO));
      assertEquals(Optional.empty(), sender.takeBreak());
      server.listenAgain();
    }
  }
}
