// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.localapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.network.AddressRange;
import org.metergate.output.served.Listen;
import org.metergate.output.served.Snapshot;
import org.metergate.testing.Await;
import org.metergate.testing.FreePorts;

/** Visitors of every kind, over real connections. */
final class LocalServerTest {
  private static final String HOST = "Host: 127.0.0.1\r\n";
  private static final String DATA = "GET /api/v1/data HTTP/1.1\r\n" + HOST + "\r\n";

  private final AtomicInteger asked = new AtomicInteger();
  private volatile Optional<Snapshot> now = Optional.of(Snapshots.of("power_import=250"));
  private LocalServer server;
  private int port;

  @BeforeEach
  void open() throws Exception {
    port = FreePorts.take();
    server = server(List.of());
  }

  private LocalServer server(List<AddressRange> allow) throws IOException {
    Listen listen = new Listen(InetAddress.getByName("127.0.0.1"), port, allow);
    Answers answers =
        new Answers(
            Snapshots.IDENTITY,
            new Answers.Source(
                () -> {
                  asked.incrementAndGet();
                  return now;
                },
                meter -> "{\"active_power_w\":250}",
                meter -> Optional.of("{\"power\":250}"),
                meter -> Optional.empty(),
                () -> 10L,
                () -> {}));
    return new LocalServer(listen, answers, new HostRule(listen::admits, List::of));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress("127.0.0.1", port), 5000);
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Returns everything that comes until the other side closes. */
  private String ask(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return rest(socket);
    }
  }

  private static String rest(Socket socket) {
    StringBuilder text = new StringBuilder();
    try {
      for (int one = socket.getInputStream().read();
          one >= 0;
          one = socket.getInputStream().read()) {
        text.append((char) one);
      }
    } catch (IOException e) {
      text.append("!"); // reset
    }
    return text.toString();
  }

  private static String status(String answer) {
    return answer.substring(0, Math.max(0, answer.indexOf("\r\n")));
  }

  @Test
  void answersWithALengthAndOneRequestForEachConnection() throws Exception {
    String answer = ask(DATA);
    assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
    assertTrue(answer.contains("Content-Length: 22\r\n"), answer);
    assertTrue(answer.contains("Connection: close\r\n"), answer);
    assertTrue(answer.endsWith("\r\n\r\n{\"active_power_w\":250}"), answer);
    assertFalse(answer.contains("Transfer-Encoding"), answer);
    assertFalse(answer.contains("Access-Control"), answer);
    assertFalse(answer.contains("Server:"), answer);
  }

  @Test
  void aStaleMeterIsNotServedButIsStillThere() throws Exception {
    now = Optional.empty();
    String answer = ask(DATA);
    assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
    assertTrue(answer.contains("Retry-After: 10\r\n"), answer);
    assertTrue(answer.contains("{\"error\":{\"id\":901,"), answer);
    assertTrue(ask(DATA.replace("/api/v1/data", "/v1/json")).startsWith("HTTP/1.1 503 "));
    assertTrue(ask(DATA.replace("/api/v1/data", "/api/v1/telegram")).startsWith("HTTP/1.1 503 "));
    assertTrue(ask(DATA.replace("/api/v1/data", "/api")).startsWith("HTTP/1.1 200 "));
    assertTrue(ask(DATA.replace("/api/v1/data", "/api/v1/system")).startsWith("HTTP/1.1 200 "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "POST", "PUT", "DELETE", "HEAD", "PATCH", "TRACE", "FOO"})
  void refusesOtherMethods(String method) throws Exception {
    String answer = ask(DATA.replace("GET", method));
    assertTrue(answer.startsWith("HTTP/1.1 405 "), answer);
    assertTrue(answer.contains("Allow: GET\r\n"), answer);
    assertFalse(answer.contains("Access-Control"), answer);
    assertEquals(0, asked.get());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api/v1",
        "/api/v1/state",
        "/api/v2/data",
        "/api/v1/data/",
        "/%61pi%2f",
        "/rpc"
      })
  void answersOtherPathsWithTheErrorOfTheProtocol(String path) throws Exception {
    String answer = ask(DATA.replace("/api/v1/data", path));
    assertTrue(answer.startsWith("HTTP/1.1 40"), answer);
    assertTrue(answer.contains("{\"error\":{\"id\":9"), answer);
    assertEquals(0, asked.get());
  }

  @Test
  void identifiesItself() throws Exception {
    String put = "PUT /api/v1/identify HTTP/1.1\r\n" + HOST;
    assertTrue(ask(put + "\r\n").endsWith("{\"identify\":\"ok\"}"));
    assertTrue(ask(put + "Content-Length: 0\r\n\r\n").endsWith("{\"identify\":\"ok\"}"));
    assertTrue(ask(put + "Content-Length: 2\r\n\r\n{}").startsWith("HTTP/1.1 413 "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host: evil.example\r\n", "Host: 8.8.8.8\r\n", "Host:\r\n", ""})
  void isNotReadUnderAForeignName(String host) throws Exception {
    String answer = ask("GET /api/v1/data HTTP/1.1\r\n" + host + "\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
    assertFalse(answer.contains("250"), answer);
    String absolute =
        ask("GET http://127.0.0.1/api/v1/data HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    assertTrue(absolute.startsWith("HTTP/1.1 4"), absolute);
    assertEquals(0, asked.get());
  }

  @Test
  void neverReadsASecondRequest() throws Exception {
    assertEquals(1, answers(ask(DATA + DATA)));
    assertEquals(
        1, answers(ask("GET /api HTTP/1.1\r\n" + HOST + "Content-Length: 60\r\n\r\n" + DATA)));
    assertEquals(
        1,
        answers(
            ask(
                "GET /api HTTP/1.1\r\n"
                    + HOST
                    + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"
                    + DATA)));
    assertEquals(1, asked.get());
  }

  private static int answers(String text) {
    return text.split("HTTP/1.1 ", -1).length - 1;
  }

  @Test
  void refusesHeadersThatAreBrokenOrEndless() throws Exception {
    assertTrue(ask("GET /api HTTP/1.1\nHost: 127.0.0.1\n\n").startsWith("HTTP/1.1 400 "));
    assertTrue(
        ask("GET /api HTTP/1.1\r\n" + HOST + "X: " + "y".repeat(9000) + "\r\n\r\n")
            .startsWith("HTTP/1.1 431 "));
    assertTrue(ask("GET /api HTTP/1.1\r\n" + HOST + HOST + "\r\n").startsWith("HTTP/1.1 400 "));
    assertTrue(ask("GET /api HTTP/9.9\r\n" + HOST + "\r\n").startsWith("HTTP/1.1 4"));
    assertFalse(ask("\0\1\2\3 garbage\r\n\r\n").contains("200 OK"));
    assertTrue(ask(DATA).startsWith("HTTP/1.1 200 "));
  }

  @Test
  void aHundredSilentConnectionsDoNotKeepAnybodyOut() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Socket socket = connect();
        socket.getOutputStream().write("GET /api".getBytes(StandardCharsets.US_ASCII));
        silent.add(socket);
      }
      Await.until(
          "somebody is answered",
          Duration.ofSeconds(5),
          () -> ask(DATA).startsWith("HTTP/1.1 200 "));
      assertTrue(server.connections() <= Visits.MOST, server.connections() + " connections");
      Await.until(
          "all of them are closed", Duration.ofSeconds(15), () -> server.connections() == 0);
      for (Socket socket : silent) {
        assertFalse(rest(socket).contains("200 OK"));
      }
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void whoSendsAByteNowAndThenIsClosed() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      Await.until(
          "the connection is closed",
          Visits.LONGEST.multipliedBy(4),
          () -> {
            try {
              if (looks.incrementAndGet() % 50 == 0) { // so that its header never gets too long
                out.write('G');
              }
              return false;
            } catch (IOException e) {
              return true;
            }
          });
    }
  }

  @Test
  void whoDoesNotReadHoldsNobodyUp() throws Exception {
    List<Socket> deaf = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1);
        socket.connect(new InetSocketAddress("127.0.0.1", port), 5000);
        socket.getOutputStream().write(DATA.getBytes(StandardCharsets.US_ASCII));
        deaf.add(socket);
      }
      assertTrue(ask(DATA).startsWith("HTTP/1.1 200 "));
    } finally {
      for (Socket socket : deaf) {
        socket.close();
      }
    }
  }

  @Test
  void aPortThatIsTakenIsSaidAndLeavesNothingOpen() {
    assertThrows(IOException.class, () -> server(List.of()));
    server.close();
    assertThrows(IOException.class, this::connect);
  }

  @Test
  void statusesHaveSentences() throws Exception {
    assertEquals("HTTP/1.1 421 Misdirected Request", status(ask(DATA.replace("127.0.0.1", "x.y"))));
  }
}
