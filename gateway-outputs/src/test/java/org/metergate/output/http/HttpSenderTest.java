// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metergate.testing.Await;

/**
 * Connections that break right after an answer, as when a server is killed that has just accepted.
 */
@Timeout(60)
class HttpSenderTest {
  private static final int TIMES = 100;

  private ServerSocket server;
  private HttpSender sender;

  @BeforeEach
  void listen() throws Exception {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws Exception {
    sender.close();
    server.close();
  }

  /** Answers each request on a connection of its own, which it closes at once. */
  private void answer(String header) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  try (Socket socket = server.accept()) {
                    byte[] request = new byte[4096];
                    int length = 0;
                    while (request[Math.max(0, length - 1)] != '!') {
                      length += socket.getInputStream().read(request, length, 4096 - length);
                    }
                    String answer = "HTTP/1.1 204 No Content\r\n" + header + "\r\n";
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                  }
                }
              } catch (IOException e) {
                // the test has closed it
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private HttpAnswer post(Duration unconfirmedWindow) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    if (sender == null) {
      sender =
          new HttpSender(
              "home", new HttpSettings(uri, Optional.empty(), Optional.empty()), unconfirmedWindow);
    }
    return sender.post(uri, "text/plain", Map.of(), "!".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void noticesEachBreakHoweverSoonItComesAfterTheAnswer() throws Exception {
    answer("");
    for (int i = 0; i < TIMES; i++) {
      assertInstanceOf(HttpAnswer.Accepted.class, post(Duration.ofSeconds(60)));
      Await.until(
          "the break is noticed", Duration.ofSeconds(10), () -> sender.takeBreak().isPresent());
    }
  }

  @Test
  void takesNoAnnouncedCloseForABreak() throws Exception {
    answer("Connection: close\r\n");
    for (int i = 0; i < TIMES; i++) {
      assertInstanceOf(HttpAnswer.Accepted.class, post(Duration.ofSeconds(60)));
      assertEquals(Optional.empty(), sender.takeBreak());
    }
  }

  @Test
  void reportsNoBreakWhereAnAcceptanceIsFinal() throws Exception {
    answer("");
    for (int i = 0; i < TIMES; i++) {
      HttpAnswer answer = post(Duration.ZERO);
      if (answer instanceof HttpAnswer.Accepted) {
        assertEquals(Optional.empty(), sender.takeBreak());
      }
    }
  }
}
