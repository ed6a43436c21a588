// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.testing.LogTap;
import org.metergate.testing.SampleReadings;

/** No question, however it is put, is answered by a 5xx or leaves a stack trace in the log. */
@Timeout(120)
class HostileRequestsTest {
  private static final int REQUESTS = 3000;

  private static final List<String> PATHS =
      List.of(
          "/",
          "/health",
          "/metrics",
          "/api/v1/live",
          "/api/v1/meters",
          "/api/v1/history",
          "/api/v1/history",
          "/api/v1/history",
          "/api/v1/openapi.json",
          "/style.css",
          "/nothing",
          "/../../etc/passwd",
          "/%2e%2e/%2e%2e/etc/passwd",
          "/..%2f..%2fetc/passwd",
          "/api/v1/history/..",
          "//health",
          "/health;a=b",
          "/health%00",
          "/%ff%fe",
          "/%",
          "/%zz",
          "/\u0001",
          "*",
          "http://localhost/health",
          "http://[::1/health",
          "health",
          "");

  private static final List<String> NAMES =
      List.of("meter", "from", "to", "every", "quantity", "limit", "", "%00", "%ff", "from[]", "%");

  private static final List<String> VALUES =
      List.of(
          "electricity",
          "main",
          "2026-11-20",
          "2026-11-20T12:00+01:00",
          "2026-11-20T12:00%2B01:00",
          "1970-01-01",
          "2999-12-31",
          "+999999999-12-31",
          "%2B999999999-12-31",
          "-999999999-01-01",
          "%2B999999999-12-31T23:59:59.999999999-18:00",
          "-999999999-01-01T00:00%2B18:00",
          "0000-00-00",
          "9999-12-31",
          "2026-02-30",
          "raw",
          "1min",
          "15min",
          "hour",
          "day",
          "month",
          "year",
          "99999999999999999999",
          "-1",
          "NaN",
          "energy_import",
          "energy_import,energy_import",
          ",,,",
          "",
          "%00",
          "%0d%0aSet-Cookie:%20a=b",
          "%ff%fe%80",
          "%e2%82",
          "%u20ac",
          "%",
          "%%%",
          "'%20OR%201=1--",
          "../../../etc/passwd",
          "<script>alert(1)</script>",
          "\u00e9\u00ff",
          "%f0%9f%92%a9");

  @TempDir Path folder;
  private PageScene scene;
  private final Queue<String> warnings = new ConcurrentLinkedQueue<>();
  private final Handler log = new LogTap(line -> warnings.add(String.valueOf(line.getMessage())));

  @BeforeEach
  void serve() throws Exception {
    scene = new PageScene(folder, Instant.parse("2026-11-20T12:00:00Z"), ZoneId.of("Asia/Tehran"));
    for (int i = 0; i < 50; i++) {
      scene.receive(SampleReadings.live(i, scene.time.now()));
      scene.pause(Duration.ofSeconds(10));
    }
    log.setLevel(Level.WARNING); // as the program shows of libraries
    Logger.getLogger("").addHandler(log);
  }

  @AfterEach
  void close() {
    Logger.getLogger("").removeHandler(log);
    scene.close();
  }

  @Test
  void noneOfThreeThousandRandomQuestionsIsA500() throws Exception {
    Random random = new Random(20261120);
    for (int i = 0; i < REQUESTS; i++) {
      String request = request(random);
      assertGood(request, answer(request));
    }
    assertEquals(200, scene.get("/").statusCode());
    assertLogIsQuiet();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=%2B999999999-12-31",
        "from=-999999999-01-01",
        "from=1969-12-31",
        "from=3000-01-01T00:00Z",
        "from=2026-01-01&to=%2B999999999-12-31",
        "from=2026-01-01&to=-999999999-01-01T00:00%2B18:00",
      })
  void aDateOutsideTheCalendarIsRefusedByItsName(String query) throws Exception {
    String answer = answer(get("/api/v1/history?meter=electricity&" + query));
    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    String name = query.contains("to=") ? "to" : "from";
    assertTrue(answer.contains("'" + name + "' must be a time like"), answer);
    assertTrue(answer.contains("in the years 1970 to 2999"), answer);
    assertLogIsQuiet();
  }

  @Test
  void theWholeCalendarIsAnsweredAtEveryResolution() throws Exception {
    String meter =
        scene.get("/api/v1/meters").body().replaceAll("(?s).*?\"meter\":\"([^\"]*).*", "$1");
    for (String every : List.of("raw", "1min", "15min", "hour", "day", "month", "year")) {
      String range = "&from=1970-01-01&to=2999-12-31T23:59:59.999-18:00&every=" + every;
      String answer = answer(get("/api/v1/history?meter=" + meter + range));
      assertTrue(answer.matches("(?s)HTTP/1.1 (200|413) .*"), every + ": " + answer);
    }
    String reversed = "&from=2027-01-01&to=2026-01-01&every=1min";
    String answer = answer(get("/api/v1/history?meter=" + meter + reversed));
    assertTrue(answer.contains("'from' must not be after 'to'"), answer);
    assertLogIsQuiet();
  }

  private static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  }

  private static String request(Random random) {
    StringBuilder target = new StringBuilder(pick(random, PATHS));
    int parameters = random.nextInt(6);
    for (int i = 0; i < parameters; i++) {
      target.append(i == 0 ? "?" : pick(random, List.of("&", "&", "&", ";", "?", "#")));
      target.append(i < 2 && random.nextBoolean() ? NAMES.get(i) : pick(random, NAMES));
      target.append(random.nextInt(10) == 0 ? "" : "=").append(pick(random, VALUES));
    }
    if (random.nextInt(20) == 0) {
      target.append(
          pick(random, List.of("x", "%41", "\u00ff", "&a=")).repeat(random.nextInt(7000)));
    }
    String method =
        random.nextInt(10) > 0
            ? "GET"
            : pick(random, List.of("HEAD", "POST", "OPTIONS", "TRACE", "CONNECT", "get", "\u0000"));
    String host =
        random.nextInt(10) > 0
            ? "localhost"
            : pick(random, List.of("", "a b", "evil.example", "[::1", "localhost:99999", "\u00ff"));
    String version =
        random.nextInt(30) > 0 ? "HTTP/1.1" : pick(random, List.of("HTTP/9.9", "", "\n"));
    String header =
        random.nextInt(10) > 0
            ? ""
            : pick(
                random,
                List.of(
                    "Content-Length: -1\r\n",
                    "Content-Length: 99999999999999999999\r\n",
                    "Transfer-Encoding: chunked\r\n",
                    "If-None-Match: " + "\",".repeat(500) + "\r\n",
                    "Expect: 100-continue\r\n",
                    "Upgrade: h2c\r\n",
                    "Cookie: " + "a=\u0080;".repeat(900) + "\r\n",
                    "A\u0000: b\r\n",
                    "X: " + "y".repeat(7900) + "\r\n",
                    ": nothing\r\n"));
    return method
        + " "
        + target
        + " "
        + version
        + "\r\nHost: "
        + host
        + "\r\n"
        + header
        + "Connection: close\r\n\r\n";
  }

  private static <T> T pick(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Returns the whole answer, or what arrived of it before the connection was reset. */
  private String answer(String request) throws Exception {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (Socket socket = new Socket("127.0.0.1", scene.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      byte[] part = new byte[8192];
      for (int n = in.read(part); n >= 0; n = in.read(part)) {
        answer.write(part, 0, n);
      }
    } catch (SocketException e) {
      // a refused request that was not read to its end is answered by a reset, too
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  /** A gateway whose meters are silent is not well: only then is 503 the answer, and a document. */
  private static void assertGood(String request, String answer) {
    String what = request.length() > 300 ? request.substring(0, 300) + "…" : request;
    boolean unwell = answer.startsWith("HTTP/1.1 503 ") && answer.contains("\"well\":false");
    assertFalse(answer.matches("(?s)HTTP/1.. 5.*") && !unwell, what + "\n" + answer);
    assertFalse(answer.contains("Exception"), what + "\n" + answer);
    assertFalse(answer.contains("root:"), what + "\n" + answer);
    assertFalse(answer.contains("\r\nSet-Cookie"), what + "\n" + answer);
  }

  /** A sender's mistake is the sender's matter: it is answered, and leaves nothing in the log. */
  private void assertLogIsQuiet() {
    assertEquals(List.of(), List.copyOf(warnings));
  }
}
