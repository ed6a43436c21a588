// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.access.PasswordHash;
import org.metergate.access.Role;
import org.metergate.web.GuardedPage.Reply;

/** Sessions and tokens over real connections. */
@Timeout(120)
class LogInTest {
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

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/live", "/health", "/api/v1/live", "/nothing", "/scale", "/login/", "/%2f"})
  void whoeverIsNotKnownLearnsNothing(String path) throws Exception {
    for (String proof :
        List.of(
            "X: y",
            "Cookie: __Host-metergate=" + "a".repeat(43),
            "Authorization: Bearer mg_" + "a".repeat(43),
            "Authorization: Basic YTpi",
            "Cookie: __Host-metergate=",
            "Authorization: Bearer")) {
      Reply reply = guarded.get(path, proof);
      boolean health = path.equals("/health");
      List<Integer> allowed = health ? List.of(200, 503) : List.of(303, 401, 400, 405);
      assertTrue(allowed.contains(reply.status()), path + " " + reply);
      assertFalse((reply.head() + reply.body()).contains(GuardedPage.GATEWAY), reply.body());
      assertFalse((reply.head() + reply.body()).contains(GuardedPage.METER), reply.body());
      assertEquals("", reply.cookie());
    }
  }

  @Test
  void aPersonIsLedToTheLogInAndAProgramIsToldWhatItLacks() throws Exception {
    Reply person = guarded.get("/");
    assertEquals(303, person.status());
    assertEquals("login", person.header("Location"));
    Reply program = guarded.get("/api/v1/live");
    assertEquals(401, program.status());
    assertEquals("Bearer realm=\"metergate\"", program.header("WWW-Authenticate"));
    assertTrue(program.body().contains("metergate token add NAME"), program.body());
    Reply page = guarded.get("/login");
    assertEquals(200, page.status());
    assertTrue(page.body().contains("type=\"password\""), page.body());
  }

  @Test
  void whetherAllIsWellIsForEverybodyAndTheReasonIsNot() throws Exception {
    assertEquals("{\"well\":true}", guarded.get("/health").body());
    guarded.house.telegram(GuardedPage.METER, 1, Household.NOT_AUTHENTICATED.with());
    assertEquals(200, guarded.get("/health").status(), "a remark is not a fault");
    guarded.house.outputs.add(
        guarded.house.output(
            "home", 9, Duration.ofDays(2), Household.BROKER_REFUSED.with("broker", "b")));
    Reply stranger = guarded.get("/health");
    assertEquals(503, stranger.status());
    assertEquals("{\"well\":false}", stranger.body());
    Reply known = guarded.get("/health", guarded.logIn(READER));
    assertEquals(503, known.status());
    assertTrue(known.body().contains("\"verdict\""), known.body());
  }

  @Test
  void whoLogsInReadsEverythingUntilHeLogsOut() throws Exception {
    String cookie = guarded.logIn(READER);
    for (String path : List.of("/", "/health", "/api/v1/live")) {
      Reply reply = guarded.get(path, cookie);
      assertEquals(200, reply.status(), path);
      assertTrue(reply.body().contains(GuardedPage.METER), path);
    }
    String token = guarded.formToken(cookie);
    assertEquals(403, guarded.post("/logout", "form-token=x", cookie).status());
    assertEquals(200, guarded.get("/", cookie).status());
    Reply out = guarded.post("/logout", "form-token=" + token, cookie);
    assertEquals(303, out.status());
    assertTrue(out.head().contains("Max-Age=0"), out.head());
    assertEquals(303, guarded.get("/", cookie).status());
  }

  @Test
  void theCookieCannotBeReadByScriptsNorSentByOtherPagesNorInClear() throws Exception {
    Reply reply = guarded.post("/login", logInForm(READER, PASSWORD));
    String cookie = reply.header("Set-Cookie");
    assertTrue(cookie.startsWith("__Host-metergate="), cookie);
    for (String attribute :
        List.of("; Path=/;", "; Secure", "; HttpOnly", "; SameSite=Strict", "; Max-Age=2592000")) {
      assertTrue(cookie.contains(attribute), cookie);
    }
    // believed nowhere where others read along
    guarded.configure(true, "127.0.0.1");
    String request =
        GuardedPage.request("GET", "/", "localhost", "", "", "Cookie: " + reply.cookie());
    assertEquals(303, local(request).status());
    String secure = request.replace("Cookie:", "X-Forwarded-Proto: https\r\nCookie:");
    assertEquals(200, local(secure).status());
  }

  @Test
  void belowAPathOfAProxyTheCookieBelongsToThatPath() throws Exception {
    guarded.configure(true, "127.0.0.1");
    String[] proxy = {"X-Forwarded-Proto: https", "X-Forwarded-Prefix: /energy/"};
    Reply reply = guarded.post("/login", logInForm(READER, PASSWORD), proxy);
    String cookie = reply.header("Set-Cookie");
    assertTrue(cookie.startsWith("__Secure-metergate="), cookie);
    assertTrue(cookie.contains("; Path=/energy/;"), cookie);
    assertEquals("./", reply.header("Location"));
    assertEquals(200, guarded.get("/", proxy[0], proxy[1], "Cookie: " + reply.cookie()).status());
    Reply broken = guarded.get("/login", proxy[0], "X-Forwarded-Prefix: //evil");
    assertEquals(400, broken.status());
  }

  @Test
  void nobodyGetsASessionThatHeChose() throws Exception {
    String planted = "__Host-metergate=" + "A".repeat(43);
    Reply reply = guarded.post("/login", logInForm(READER, PASSWORD), "Cookie: " + planted);
    assertEquals(303, reply.status());
    assertNotEquals(planted, reply.cookie());
    assertEquals(303, guarded.get("/", "Cookie: " + planted).status());
    String first = guarded.logIn(READER);
    assertNotEquals(first, guarded.logIn(READER));
    // a new log-in in the same browser ends the session before
    guarded.post("/login", logInForm(OWNER, PASSWORD), first);
    assertEquals(303, guarded.get("/", first).status());
  }

  @Test
  void ofTwoCookiesNoneCounts() throws Exception {
    String good = guarded.logIn(READER);
    String other = guarded.logIn(OWNER).substring("Cookie: ".length());
    assertEquals(303, guarded.get("/", good + "; " + other).status());
    assertEquals(303, guarded.get("/", good, "Cookie: " + other).status());
    assertEquals(200, guarded.get("/", good + "; other=1").status());
  }

  @Test
  void aSessionIsNotBoundToAnAddressAndEndsWithThePassword() throws Exception {
    String cookie = guarded.logIn(READER);
    assertEquals(200, guarded.get("/", cookie).status());
    InetAddress elsewhere = GuardedPage.outside().orElse(InetAddress.getLoopbackAddress());
    String host = elsewhere.getHostAddress();
    String request = GuardedPage.request("GET", "/", host, "", "", cookie);
    assertEquals(200, guarded.raw(true, elsewhere, request).status());
    guarded.account(READER, Role.READ, PasswordHash.of("another password".toCharArray()));
    assertEquals(303, guarded.get("/", cookie).status());
    assertEquals(401, guarded.post("/login", logInForm(READER, PASSWORD)).status());
  }

  @Test
  void aStreamEndsWithTheSessionItWasOpenedWith() throws Exception {
    String cookie = guarded.logIn(READER);
    try (Socket socket = guarded.open(true, InetAddress.getLoopbackAddress())) {
      String request =
          GuardedPage.request("GET", "/live", "127.0.0.1", "", "Via: x", cookie)
              .replace("Connection: close\r\n", "");
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] start = socket.getInputStream().readNBytes(12);
      assertEquals("HTTP/1.1 200", new String(start, StandardCharsets.US_ASCII));
      guarded.account(READER, Role.READ, PasswordHash.of("another password".toCharArray()));
      guarded.page.accessChanged();
      assertTrue(ends(socket), "the stream ends");
    }
  }

  private static boolean ends(Socket socket) {
    try {
      socket.getInputStream().readAllBytes();
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // cut off without a word is an end, too
    }
  }

  @Test
  void aTokenReadsAsLongAsItLastsAndNotFromTheAddressLine() throws Exception {
    String token = guarded.token("prometheus", Role.READ, Duration.ofHours(1));
    String bearer = "Authorization: Bearer " + token;
    for (String path : List.of("/", "/health", "/api/v1/live")) {
      assertEquals(200, guarded.get(path, bearer).status(), path);
      assertEquals(200, guarded.get(path, bearer.replace("Bearer", "bearer")).status(), path);
    }
    for (String query : List.of("?token=", "?access_token=", "?bearer=")) {
      assertEquals(401, guarded.get("/api/v1/live" + query + token).status());
    }
    assertEquals(401, guarded.get("/api/v1/live", bearer, "Authorization: Bearer x").status());
    guarded.clock.step(Duration.ofHours(2));
    assertEquals(401, guarded.get("/api/v1/live", bearer).status());
    guarded.clock.step(Duration.ofDays(-365));
    assertEquals(401, guarded.get("/api/v1/live", bearer).status(), "nothing begins again");
  }

  @Test
  void aClockThatStepsBackAYearEndsNoSessionAndKeepsNobodyOut() throws Exception {
    String cookie = guarded.logIn(READER);
    guarded.clock.step(Duration.ofDays(-365));
    assertEquals(200, guarded.get("/", cookie).status());
    Reply wrong = guarded.post("/login", logInForm(READER, "wrong"));
    for (int i = 0; i < 12 && wrong.status() == 401; i++) {
      wrong = guarded.post("/login", logInForm(READER, "wrong"));
    }
    assertEquals(429, wrong.status());
    int seconds = Integer.parseInt(wrong.header("Retry-After"));
    assertTrue(seconds <= 900, seconds + " s");
    guarded.clock.step(Duration.ofDays(365 + 31));
    assertEquals(303, guarded.get("/", cookie).status(), "30 days are 30 days");
  }

  @Test
  void aWrongTokenIsWrongAlsoOnThisMachine() throws Exception {
    String wrong = "Authorization: Bearer mg_x";
    assertEquals(401, local(GuardedPage.request("GET", "/", "localhost", "", "", wrong)).status());
    assertEquals(200, local(GuardedPage.request("GET", "/", "localhost", "", "")).status());
  }

  private Reply local(String request) throws IOException {
    return guarded.raw(false, InetAddress.getLoopbackAddress(), request);
  }

  @Test
  void passwordsAreNotTakenWhereOthersReadAlong() throws Exception {
    String form = logInForm(READER, PASSWORD);
    Reply unknown = local(GuardedPage.request("POST", "/login", "localhost", form, "Via: x"));
    assertEquals(403, unknown.status());
    assertTrue(unknown.body().contains("web.proxies"), unknown.body());
    assertEquals("", unknown.cookie());
    guarded.configure(true, "127.0.0.1");
    Reply clear = local(GuardedPage.request("POST", "/login", "localhost", form, "Via: x"));
    assertEquals(403, clear.status());
    assertTrue(clear.body().contains("X-Forwarded-Proto: https"), clear.body());
    assertEquals("", clear.cookie());
  }

  @Test
  void wrongNameAndWrongPasswordLookTheSame() throws Exception {
    Reply name = guarded.post("/login", logInForm("nobody", PASSWORD));
    Reply password = guarded.post("/login", logInForm(READER, "wrong"));
    assertEquals(401, name.status());
    assertEquals(name.body(), password.body());
    assertEquals(withoutDate(name), withoutDate(password));
  }

  /** The second may change between two answers. */
  private static String withoutDate(Reply reply) {
    return reply.head().replaceAll("(?im)^Date: .*$", "");
  }
}
