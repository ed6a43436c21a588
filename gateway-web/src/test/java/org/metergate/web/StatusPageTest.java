// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.testing.Await;
import org.metergate.web.page.PageSources;

/** The answers of the page over HTTP: paths, methods, headers, errors. */
class StatusPageTest {
  private static final WebAddress ANY_PORT = new WebAddress("127.0.0.1", 0);
  private final Household house = Household.with("electricity");
  private StatusPage page;

  @BeforeEach
  void start() throws WebException {
    page = StatusPage.start(ANY_PORT, house.sources());
  }

  @AfterEach
  void stop() {
    page.close();
  }

  @Test
  void aPortThatWasOnlyClaimedIsFreeAgain() throws Exception {
    URI address;
    try (StatusPage claimed = StatusPage.claim(ANY_PORT, house.sources())) {
      address = claimed.uri();
    }
    try (StatusPage again =
        StatusPage.claim(new WebAddress("127.0.0.1", address.getPort()), house.sources())) {
      assertEquals(address, again.uri());
    }
  }

  @Test
  void pageHoldsTheLatestValuesWithoutAnyScript() throws Exception {
    house.telegram("electricity", 1482);
    HttpResponse<String> answer = Http.get(page.uri());
    assertEquals(200, answer.statusCode());
    assertEquals("text/html;charset=utf-8", header(answer, "content-type"));
    assertTrue(answer.body().startsWith("<!DOCTYPE html>"), answer.body());
    assertTrue(answer.body().contains(">1\u202F482</span>"), answer.body());
    assertTrue(answer.body().contains("<noscript><meta http-equiv=\"refresh\""), answer.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "style.css", "page.js", "health", "api/v1/live", "nothing", "icon.svg"})
  void everyAnswerHasTheHeadersThatProtect(String path) throws Exception {
    HttpResponse<String> answer = Http.get(page.uri().resolve(path));
    assertTrue(header(answer, "content-security-policy").startsWith("default-src 'self';"));
    assertEquals("nosniff", header(answer, "x-content-type-options"));
    assertEquals("same-origin", header(answer, "referrer-policy"));
    assertEquals("same-origin", header(answer, "cross-origin-resource-policy"));
    assertTrue(answer.headers().firstValue("server").isEmpty());
    assertTrue(answer.headers().firstValue("access-control-allow-origin").isEmpty());
    boolean fixed = path.contains(".");
    assertEquals(fixed ? "no-cache" : "no-store", header(answer, "cache-control"));
    assertEquals(fixed, answer.headers().firstValue("etag").isPresent());
  }

  @Test
  void unknownPathIsAnsweredPlainly() throws Exception {
    for (String path : List.of("nothing", "live/x", "health/../etc/passwd", "style.css/")) {
      HttpResponse<String> answer = Http.get(URI.create(page.uri() + path));
      assertEquals(404, answer.statusCode(), path);
      assertEquals("There is no page at this address.\n", answer.body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void pageCanOnlyBeRead(String method) throws Exception {
    HttpResponse<String> answer = Http.send(method, page.uri());
    assertEquals(405, answer.statusCode());
    assertEquals("GET, HEAD", header(answer, "allow"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "style.css", "health", "live"})
  void headAnswersLikeGetWithoutABody(String path) throws Exception {
    HttpResponse<String> answer = Http.send("HEAD", page.uri().resolve(path));
    assertEquals(200, answer.statusCode());
    assertEquals("", answer.body());
  }

  @Test
  void onlyNamesOfTheLoopbackAreAnswered() {
    for (String host :
        List.of("localhost", "LOCALHOST:80", "127.0.0.1", "127.8.9.1:1", "[::1]:8080")) {
      assertTrue(ask("GET / HTTP/1.1", host).startsWith("HTTP/1.1 200"), host);
    }
    for (String host :
        List.of("evil.example", "127.0.0.1.evil.example", "localhost.evil", "10.0.0.1")) {
      String answer = ask("GET / HTTP/1.1", host);
      assertTrue(answer.startsWith("HTTP/1.1 421"), host + ": " + answer);
      assertFalse(answer.contains("electricity"), answer);
    }
    String absolute = ask("GET http://evil.example/ HTTP/1.1", "evil.example");
    assertTrue(absolute.startsWith("HTTP/1.1 421"), absolute);
  }

  @Test
  void requestThatIsNoneIsRefusedWithoutAWordAboutTheServer() {
    for (String line :
        List.of("NONSENSE", "GET / HTTP/9.9", "GET /" + "x".repeat(9000) + " HTTP/1.1")) {
      String answer = ask(line, "localhost");
      assertTrue(answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.1 505"), answer);
      assertFalse(answer.toLowerCase(java.util.Locale.ROOT).contains("jetty"), answer);
    }
  }

  private String ask(String line, String host) {
    try {
      String request = line + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      return Http.raw(page.uri(), request);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void unchangedFileIsNotSentAgain() throws Exception {
    URI style = page.uri().resolve("style.css");
    String tag = header(Http.get(style), "etag");
    for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
      HttpResponse<String> again = Http.get(style, "If-None-Match", known);
      assertEquals(304, again.statusCode(), known);
      assertEquals("", again.body());
    }
    assertEquals(200, Http.get(style, "If-None-Match", "\"other\"").statusCode());
  }

  @Test
  void pageAsksForNothingFromElsewhereAndWorksBelowAnyPath() throws Exception {
    house.telegram("electricity", 1482);
    String body = Http.get(page.uri()).body();
    Matcher reference = Pattern.compile("(?:href|src)=\"([^\"]*)\"").matcher(body);
    int found = 0;
    for (; reference.find(); found++) {
      URI target = URI.create(reference.group(1));
      assertFalse(target.isAbsolute() || target.toString().startsWith("/"), target.toString());
      assertEquals(200, Http.get(page.uri().resolve(target)).statusCode(), target.toString());
    }
    assertEquals(9, found);
    String script = Http.get(page.uri().resolve("page.js")).body();
    String style = Http.get(page.uri().resolve("style.css")).body();
    assertFalse((script + style).contains("http"), "a foreign address");
    assertFalse(style.contains("url("), "a further file");
  }

  @Test
  void failureInsideIsNotShownToTheReader() throws Exception {
    try (StatusPage broken =
        StatusPage.start(
            ANY_PORT,
            new PageSources(
                () -> {
                  throw new IllegalStateException("secret of the inside");
                },
                house.latest,
                name -> "",
                house::now,
                java.time.ZoneOffset.UTC))) {
      HttpResponse<String> answer = Http.get(broken.uri());
      assertEquals(500, answer.statusCode());
      assertEquals("The page failed; the reason is in the log of the gateway.\n", answer.body());
    }
  }

  @Test
  void takenPortIsNamedAndNothingIsLeftOpen() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      WebAddress taken = new WebAddress("127.0.0.1", other.getLocalPort());
      long before = threads();
      WebException e =
          assertThrows(WebException.class, () -> StatusPage.start(taken, house.sources()));
      assertTrue(e.getMessage().contains(taken.toString()), e.getMessage());
      assertTrue(e.getMessage().contains("another program has taken the port"), e.getMessage());
      assertTrue(
          e.getMessage().contains("ss -ltnp 'sport = :" + taken.port() + "'"), e.getMessage());
      Await.until("no thread is left", () -> threads() <= before);
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("web-"))
        .count();
  }

  /** Home Assistant vouches for its users; everybody else meets a log-in that nobody has. */
  @Test
  void withIngressItListensForTheSupervisorAlthoughNobodyCanLogIn() throws Exception {
    WebSettings.Ingress supervisor =
        new WebSettings.Ingress(InetAddress.getByName("172.30.32.2"), false);
    WebSettings settings =
        new WebSettings(
            new WebAddress("0.0.0.0", 0),
            true,
            Set.of(),
            List.of(),
            Optional.of(supervisor),
            new WebSettings.Tls.Off());
    try (StatusPage open = StatusPage.claim(settings, Optional.empty(), house.sources())) {
      assertTrue(open.isOpenToOthers());
    }
  }

  @Test
  void addressThatOthersReachIsOfLoopbackAloneAsLongAsNobodyCanLogIn() throws Exception {
    try (StatusPage open = StatusPage.start(new WebAddress("0.0.0.0", 0), house.sources())) {
      assertEquals("127.0.0.1", open.uri().getHost());
      assertFalse(open.isOpenToOthers());
      assertEquals(200, Http.get(open.uri()).statusCode());
    }
  }

  @Test
  void portIsFreeAgainWhenThePageIsClosed() throws Exception {
    int port = page.uri().getPort();
    assertEquals(200, Http.get(page.uri()).statusCode());
    page.close();
    page = StatusPage.start(new WebAddress("127.0.0.1", port), house.sources());
    assertEquals(port, page.uri().getPort());
    assertEquals(200, Http.get(page.uri()).statusCode());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("(no " + name + ")");
  }
}
