// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metergate.testing.Await;

/** The page and its health answer however many connections are slow, silent or crowd in. */
@Timeout(120)
class CrowdedPageTest {
  /** Before any of the connections that are in the way is closed because it says nothing. */
  private static final Duration SOON = Duration.ofSeconds(4);

  private static final int CONNECTIONS = 64;
  private static final int STREAMS = 20;

  private final Household house = Household.with("electricity");
  private final List<Socket> sockets = new ArrayList<>();
  private final CountDownLatch journal = new CountDownLatch(1);
  private StatusPage page;

  @BeforeEach
  void start() throws WebException {
    house.telegram("electricity", 1482);
    page = StatusPage.start(new WebAddress("127.0.0.1", 0), house.sources());
    page.serve(new HeldRoute());
  }

  @AfterEach
  void stop() throws IOException {
    journal.countDown();
    for (Socket socket : sockets) {
      socket.close();
    }
    page.close();
  }

  /** A route that waits for a journal that is locked until the test is over. */
  private final class HeldRoute implements Route {
    @Override
    public String path() {
      return "/api/v1/held";
    }

    @Override
    public boolean waitsForJournal() {
      return true;
    }

    @Override
    public Answer answer(Request request) {
      try {
        journal.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Answer.json(200, "{}\n");
    }
  }

  private Socket connect(String sent) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.connect(new InetSocketAddress("127.0.0.1", page.uri().getPort()), 5000);
    socket.setSoTimeout(20_000);
    send(socket, sent);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String request(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  /** Asks over a new connection, which stays open, for the first line of the answer. */
  private void assertAnswersSoon() throws IOException {
    for (String path : List.of("/health", "/", "/api/v1/live", "/style.css")) {
      long start = System.nanoTime();
      Socket socket = connect(request(path));
      String line = firstLine(socket);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertEquals("HTTP/1.1 200 OK", line, path);
      assertTrue(took.compareTo(SOON) < 0, path + " took " + took);
    }
  }

  private static String firstLine(Socket socket) throws IOException {
    return new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
        .readLine();
  }

  private boolean isClosed(Socket socket) throws IOException {
    socket.setSoTimeout(1);
    try {
      while (socket.getInputStream().read(new byte[8192]) >= 0) {
        // what was answered before
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // reset
    }
  }

  private long open() throws IOException {
    long open = 0;
    for (Socket socket : sockets) {
      open += isClosed(socket) ? 0 : 1;
    }
    return open;
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("web-"))
        .count();
  }

  @Test
  void slowAndManyConnectionsGiveWayToNewOnes() throws Exception {
    for (int i = 0; i < CONNECTIONS; i++) {
      connect("GET / HTTP/1.1\r\nHost: local");
    }
    assertAnswersSoon();
    for (int i = 0; i < 700; i++) {
      connect(i % 2 == 0 ? "" : "G");
    }
    assertAnswersSoon();
    Await.until("the number is bounded", () -> open() <= CONNECTIONS);
    assertTrue(threads() <= 9, threads() + " threads");
  }

  @Test
  void connectionsThatAreIdleAfterAnAnswerGiveWay() throws Exception {
    for (int i = 0; i < 200; i++) {
      firstLine(connect(request("/health")));
    }
    assertAnswersSoon();
    assertTrue(open() <= CONNECTIONS);
  }

  @Test
  void aHundredSilentStreamsLeaveThePageReachable() throws Exception {
    for (int i = 0; i < 100; i++) {
      connect(request("/live"));
    }
    assertAnswersSoon();
    Await.until("the streams are bounded", () -> page.openPages() <= STREAMS);
    LiveReader reader = new LiveReader(page.uri().resolve("live"));
    assertEquals("hello", reader.next().name(), "a new page is updated");
    assertTrue(page.openPages() <= STREAMS);
    reader.close();
  }

  @Test
  void aHeaderThatComesByteByByteIsNotWaitedFor() throws Exception {
    Socket first = connect("");
    Socket next = connect(request("/health"));
    Await.until("an answer arrives", () -> next.getInputStream().available() > 0);
    long start = System.nanoTime();
    String slow = "GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(4000);
    Iterator<Integer> bytes = slow.chars().iterator();
    List<Socket> left = new ArrayList<>(List.of(first, next));
    AtomicInteger looks = new AtomicInteger();
    next.getInputStream().skipNBytes(next.getInputStream().available());
    Await.until(
        "both are closed although bytes keep coming",
        () -> {
          if (looks.incrementAndGet() % 5 != 0) {
            return false; // the bytes must last, however late the server is
          }
          char one = (char) bytes.next().intValue();
          left.removeIf(socket -> !accepts(socket, one));
          return left.isEmpty();
        });
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(took.compareTo(Duration.ofSeconds(4)) > 0, "already after " + took);
    assertTrue(took.compareTo(Duration.ofSeconds(15)) < 0, "not before " + took);
  }

  private boolean accepts(Socket socket, char one) {
    try {
      send(socket, String.valueOf(one));
      return !isClosed(socket);
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aBodyThatNeverComesIsNotWaitedFor() throws Exception {
    Socket socket = connect("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na");
    assertEquals("HTTP/1.1 405 Method Not Allowed", firstLine(socket));
    Await.until("it is closed", Duration.ofSeconds(15), () -> isClosed(socket));
  }

  @Test
  void healthAnswersWhileTheJournalIsLockedAndEverybodyAsksForHistory() throws Exception {
    for (int i = 0; i < 100; i++) {
      connect(request("/api/v1/held"));
    }
    assertAnswersSoon();
    Socket refused = connect(request("/api/v1/held"));
    assertEquals("HTTP/1.1 503 Service Unavailable", firstLine(refused));
    assertAnswersSoon();
    journal.countDown();
    Await.until(
        "it answers again", () -> Http.get(page.uri().resolve("api/v1/held")).statusCode() == 200);
  }

  @Test
  void aConnectionThatAsksAgainAndAgainIsKept() throws Exception {
    Socket socket = connect("");
    for (int i = 0; i < 100; i++) {
      send(socket, "HEAD /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
      int request = i;
      Await.until("answer " + request, () -> socket.getInputStream().available() > 0);
      String answer =
          new String(
              socket.getInputStream().readNBytes(socket.getInputStream().available()),
              StandardCharsets.US_ASCII);
      assertTrue(answer.startsWith("HTTP/1.1 200") || !answer.isEmpty(), answer);
    }
    assertFalse(isClosed(socket));
  }

  @Test
  void thePageRecoversWhenTheCrowdIsGone() throws Exception {
    for (int round = 0; round < 5; round++) {
      int first = sockets.size();
      for (int i = 0; i < 150; i++) {
        connect(i % 3 == 0 ? request("/live") : "GET ");
      }
      for (Socket socket : sockets.subList(first, sockets.size())) {
        socket.close();
      }
    }
    assertAnswersSoon();
    Await.until(
        "no closed page is counted",
        () -> {
          page.changed();
          house.telegram("electricity", (int) (System.nanoTime() % 1000));
          return page.openPages() == 0;
        });
  }
}
