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
import java.nio.file.Path;
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

/** What other pages, broken proxies and strangers try: nothing is read, changed or given away. */
@Timeout(120)
class HostileVisitorsTest {
  private static final String SCALE = "meter=electricity&reading=1";

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

  private Reply plain(String request) throws IOException {
    return guarded.raw(false, InetAddress.getLoopbackAddress(), request);
  }

  private static void assertNothingGiven(String what, Reply reply) {
    assertFalse(reply.status() >= 500, what + " " + reply);
    assertFalse((reply.head() + reply.body()).contains(GuardedPage.GATEWAY), what + " " + reply);
    assertFalse((reply.head() + reply.body()).contains(GuardedPage.METER), what + " " + reply);
    assertEquals("", reply.cookie(), what);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.nip.io",
        "192.0.2.250",
        "<script>alert(1)</script>",
        "[2001:db8::1]"
      })
  void aForeignNameIsToldWhatToAddAndNothingElse(String host) throws Exception {
    String cookie = guarded.logIn(OWNER);
    String bearer = "Authorization: Bearer " + guarded.token("t", Role.CHANGE, null);
    for (String path : List.of("/", "/api/v1/live", "/health", "/style.css", "/login")) {
      for (String proof : List.of(cookie, bearer, "X: y")) {
        for (boolean tls : List.of(true, false)) {
          String request = GuardedPage.request("GET", path, host, "", "", proof);
          Reply reply = guarded.raw(tls, InetAddress.getLoopbackAddress(), request);
          assertNothingGiven(path, reply);
          assertTrue(reply.status() == 421 || reply.status() == 400, reply.toString());
          assertFalse(reply.body().contains("<script"), reply.body());
          if (reply.status() == 421) {
            assertTrue(reply.body().contains("names: ["), reply.body());
          }
        }
      }
    }
    String scale = GuardedPage.request("POST", "/scale", host, SCALE, "", bearer);
    assertNothingGiven("post", plain(scale));
  }

  @Test
  void aNameOfTheConfigurationIsAnsweredFromTheNextRequestOn() throws Exception {
    String request = GuardedPage.request("GET", "/login", "meters.example", "", "");
    assertEquals(421, guarded.raw(true, InetAddress.getLoopbackAddress(), request).status());
    guarded.configure(true);
    assertEquals(200, guarded.raw(true, InetAddress.getLoopbackAddress(), request).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: https://127.0.0.1.evil.example",
        "Origin: http://127.0.0.1",
        "Origin: https://127.0.0.1:444",
        "Origin: https://127.0.0.1\r\nOrigin: https://evil.example",
        "Origin: ",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: none",
        "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site",
        "Origin: https://127.0.0.1\r\nSec-Fetch-Site: cross-site"
      })
  void aFormOfAnotherPageChangesNothing(String header) throws Exception {
    String cookie = guarded.logIn(OWNER);
    String form = SCALE + "&form-token=" + guarded.formToken(cookie);
    Reply scale = guarded.post("/scale", form, cookie, header);
    assertEquals(403, scale.status(), scale.toString());
    assertFalse(scale.body().contains("scaled"), scale.body());
    assertEquals(403, guarded.post("/logout", form, cookie, header).status());
    assertEquals(200, guarded.get("/", cookie).status(), "still logged in");
    Reply logIn = guarded.post("/login", logInForm(READER, PASSWORD), header);
    assertEquals(403, logIn.status());
    assertEquals("", logIn.cookie());
    String own = "Origin: https://127.0.0.1\r\nSec-Fetch-Site: same-origin";
    assertEquals(200, guarded.post("/scale", form, cookie, own).status());
  }

  @Test
  void aFormNeedsTheTokenOfItsOwnSession() throws Exception {
    String cookie = guarded.logIn(OWNER);
    String other = guarded.logIn(OWNER);
    String foreign = guarded.formToken(other);
    String value = cookie.substring(cookie.indexOf('=') + 1);
    for (String token :
        List.of(
            "",
            "&form-token=",
            "&form-token=x",
            "&form-token=" + foreign,
            "&form-token=" + value)) {
      Reply reply = guarded.post("/scale", SCALE + token, cookie);
      assertEquals(403, reply.status(), token);
      assertFalse(reply.body().contains("scaled"), reply.body());
    }
    String own = "&form-token=" + guarded.formToken(cookie);
    assertTrue(guarded.post("/scale", SCALE + own, cookie).body().contains("scaled electricity"));
    Reply refused = guarded.post("/scale", "meter=electricity&reading=2" + own, cookie);
    assertEquals(409, refused.status());
    assertTrue(refused.body().contains("impossible &lt;reading&gt; 2"), refused.body());
    assertEquals(409, guarded.post("/scale", "meter=&reading=1" + own, cookie).status());
  }

  @Test
  void onlyWhoMayChangeChanges() throws Exception {
    String reader = guarded.logIn(READER);
    String form = SCALE + "&form-token=" + guarded.formToken(reader);
    Reply refused = guarded.post("/scale", form, reader);
    assertEquals(403, refused.status());
    assertTrue(refused.body().contains("--role change"), refused.body());
    String local = GuardedPage.request("POST", "/scale", "localhost", SCALE, "");
    assertEquals(
        403, plain(local).status(), "this machine reads without a log-in, and that is all");
    assertEquals(401, guarded.post("/scale", SCALE).status());
    String token = "Authorization: Bearer " + guarded.token("reads", Role.READ, null);
    assertEquals(403, guarded.post("/scale", SCALE, token).status());
    String change = "Authorization: Bearer " + guarded.token("changes", Role.CHANGE, null);
    assertEquals(200, guarded.post("/scale", SCALE, change).status());
    // with another role the session ends
    String owner = guarded.logIn(OWNER);
    String own = SCALE + "&form-token=" + guarded.formToken(owner);
    guarded.account(OWNER, Role.READ, PasswordHash.of(PASSWORD.toCharArray()));
    assertEquals(401, guarded.post("/scale", own, owner).status());
    assertEquals(405, guarded.get("/scale?" + SCALE, change).status());
  }

  @Test
  void nothingIsReadWithAHeaderThatTwoProgramsUnderstandDifferently() throws Exception {
    String end = "Connection: close\r\n\r\n";
    String get = "GET /api/v1/live HTTP/1.1\r\n";
    for (String request :
        List.of(
            get + "Host: localhost\r\nHost: localhost\r\n" + end,
            get + "Host: evil.example\r\nHost: localhost\r\n" + end,
            get + "Host: localhost\r\nHost: evil.example\r\n" + end,
            get + "Host: evil.example\r\n localhost\r\n" + end,
            get + "Host:\r\n localhost\r\n" + end,
            get + "Host : localhost\r\n" + end,
            get + "Host: localhost, evil.example\r\n" + end,
            get + "Host: evil.example#localhost\r\n" + end,
            get + "Host: evil@localhost\r\n" + end,
            get + "Host: localhost/evil\r\n" + end,
            get + "Host:\r\n" + end,
            get + end,
            "GET /api/v1/live HTTP/1.0\r\n" + end,
            "GET http://localhost/api/v1/live HTTP/1.1\r\nHost: evil.example\r\n" + end,
            "GET http://evil.example/api/v1/live HTTP/1.1\r\nHost: localhost\r\n" + end,
            "GET https://localhost@evil.example/api/v1/live HTTP/1.1\r\nHost: localhost\r\n" + end,
            "GET //localhost/api/v1/live HTTP/1.1\r\nHost: localhost\r\n" + end,
            "GET /api/v1/live HTTP/1.1\nHost: localhost\nConnection: close\n\n",
            get + "Host: localhost\nConnection: close\n\n",
            get + "Host: localhost\r\nA: b\nC: d\r\n" + end,
            get + "Host: localhost\r\nX_Forwarded_For: 127.0.0.1\r\n" + end,
            get + "Host: localhost\r\nx-FORWARDED-for:\r\n" + end,
            get + "Host: localhost\r\nX-Forwarded-For\t: 1.2.3.4\r\n" + end,
            get + "Host: localhost\r\nA: b\r\n X-Forwarded-For: 1.2.3.4\r\nVia: 1.1 x\r\n" + end)) {
      Reply reply = plain(request);
      assertNothingGiven(request, reply);
      assertTrue(reply.status() >= 300 || reply.status() == 0, request + reply);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/json",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded;charset=nosuch",
        "application/x-www-form-urlencoded;charset=\"",
        "application/x-www-form-urlencoded;charset=\u00ff",
        ";;;=",
        ""
      })
  void whatIsNoFormIsRefusedWhateverItIsCalled(String type) throws Exception {
    String body = logInForm(OWNER, PASSWORD);
    String bearer = "Authorization: Bearer " + guarded.token("t", Role.CHANGE, null);
    for (String path : List.of("/login", "/logout", "/scale")) {
      Reply reply =
          guarded.raw(
              true,
              InetAddress.getLoopbackAddress(),
              "POST "
                  + path
                  + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: "
                  + type
                  + "\r\nContent-Length: "
                  + body.length()
                  + "\r\n"
                  + bearer
                  + "\r\n\r\n"
                  + body);
      assertNothingGiven(path + " " + type, reply);
      assertEquals(400, reply.status(), path + " " + type + " " + reply);
    }
  }

  @Test
  void ofTwoLengthsNoneIsBelievedSoThatNoSecondRequestHides() throws Exception {
    String inner = "GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for (String lengths :
        List.of(
            "Content-Length: 0\r\nContent-Length: " + inner.length(),
            "Content-Length: 0, " + inner.length(),
            "Content-Length: " + inner.length() + "\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nContent-Length: " + inner.length(),
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
            "Transfer-Encoding: xchunked",
            "Content-Length: +0",
            "Content-Length: 0x10",
            "Content-Length: -1")) {
      Reply reply =
          plain("POST /login HTTP/1.1\r\nHost: localhost\r\n" + lengths + "\r\n\r\n" + inner);
      assertNothingGiven(lengths, reply);
      assertTrue(reply.status() >= 400, lengths + " " + reply);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../api/v1/live",
        "/style.css/../api/v1/live",
        "/style.css/..;/api/v1/live",
        "/style.css;/../api/v1/live",
        "/login/../api/v1/live",
        "/login/..%2fapi/v1/live",
        "/login;x=/api/v1/live",
        "/%2e%2e/api/v1/live",
        "/..%2f..%2fetc%2fpasswd",
        "/%252e%252e/api/v1/live",
        "/..\\..\\etc\\passwd",
        "//api/v1/live",
        "/./api/v1/live",
        "/api/v1/live/",
        "/API/V1/LIVE",
        "/api/v1/live%00.css",
        "/api/v1/live;style.css",
        "/api%2fv1%2flive",
        "/api/v1/live?/style.css",
        "/live;/login",
        "/health/../",
        "/login%3f/../",
        "/page.js/"
      })
  void noSpellingOfAPathLeadsPastTheGate(String path) throws Exception {
    Reply reply = guarded.get(path);
    assertNothingGiven(path, reply);
    assertTrue(reply.status() >= 300, path + " " + reply);
    assertFalse(reply.body().contains("root:"), reply.body());
  }

  @Test
  void everyFormThatIsNoneIsRefusedInBoundedTime() throws Exception {
    String cookie = guarded.logIn(OWNER);
    for (String form :
        List.of(
            "",
            "&&&=&",
            "%",
            "%zz=%ff",
            "a=" + "b".repeat(5000),
            "a=1&".repeat(900),
            "=".repeat(50))) {
      for (String path : List.of("/login", "/scale", "/logout")) {
        Reply reply = guarded.post(path, form, cookie);
        assertTrue(List.of(400, 401, 403, 429).contains(reply.status()), path + form + reply);
        assertEquals("", reply.cookie());
      }
    }
    String json =
        "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: 2\r\nConnection: close\r\n\r\n{}";
    assertEquals(400, plain(json).status());
    String huge = json.replace("application/json", "application/x-www-form-urlencoded");
    assertEquals(400, plain(huge.replace("Length: 2", "Length: 999999999")).status());
  }
}
