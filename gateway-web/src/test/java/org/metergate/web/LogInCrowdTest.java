// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.web.GuardedPage.OWNER;
import static org.metergate.web.GuardedPage.PASSWORD;
import static org.metergate.web.GuardedPage.READER;
import static org.metergate.web.GuardedPage.logInForm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.web.GuardedPage.Reply;

/** Many log-ins: one after another with guessed passwords, and at once. */
@Timeout(120)
class LogInCrowdTest {
  @TempDir Path folder;
  private GuardedPage guarded;

  @BeforeEach
  void serve() throws Exception {
    guarded = new GuardedPage(folder);
  }

  @AfterEach
  void close() {
    guarded.close();
  }

  private Reply local(String request) throws IOException {
    return guarded.raw(false, InetAddress.getLoopbackAddress(), request);
  }

  @Test
  void tenThousandWrongLogInsAreSlowedDownAndLetNobodyIn() throws Exception {
    int compared = 0;
    int later = 0;
    for (int batch = 0; batch < 100; batch++) {
      try (Socket socket = guarded.open(true, InetAddress.getLoopbackAddress())) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 100; i++) {
          String form = logInForm(OWNER, "guess " + batch + " " + i);
          String one = GuardedPage.request("POST", "/login", "127.0.0.1", form, "Via: x");
          all.append(i == 99 ? one : one.replace("Connection: close\r\n", ""));
        }
        Thread sender = new Thread(() -> write(socket, all.toString()));
        sender.start();
        String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        sender.join();
        compared += count(answers, "HTTP/1.1 401");
        later += count(answers, "HTTP/1.1 429");
        assertFalse(answers.contains("Set-Cookie"));
        assertEquals(count(answers, "HTTP/1.1 429"), count(answers, "Retry-After: "));
      }
    }
    assertEquals(10_000, compared + later);
    assertTrue(compared < 20, compared + " were compared");
    assertEquals(200, local(GuardedPage.request("GET", "/", "localhost", "", "")).status());
  }

  private static void write(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // the test sees what is missing
    }
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  @Test
  void fiftyLogInsAtOnceLetSomeInAndLeaveThePageAnswering() throws Exception {
    ExecutorService crowd = Executors.newFixedThreadPool(50);
    List<Future<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      replies.add(crowd.submit(() -> guarded.post("/login", logInForm(READER, PASSWORD))));
    }
    for (int i = 0; i < 20; i++) {
      assertEquals(200, local(GuardedPage.request("GET", "/health", "localhost", "", "")).status());
    }
    int in = 0;
    for (Future<Reply> one : replies) {
      Reply reply = one.get();
      assertTrue(List.of(303, 429).contains(reply.status()), reply.toString());
      in += reply.status() == 303 ? 1 : 0;
      assertEquals(reply.status() == 429, !reply.header("Retry-After").isEmpty());
    }
    crowd.shutdown();
    assertTrue(in >= 4, in + " got in");
  }
}
