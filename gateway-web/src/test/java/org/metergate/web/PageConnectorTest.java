// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.access.PasswordHash;
import org.metergate.access.Role;
import org.metergate.web.GuardedPage.Reply;

/** The port of the page: TLS and plain, certificates, and when it opens. */
@Timeout(120)
class PageConnectorTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir Path folder;

  @Test
  void onePortSpeaksTlsToEverybodyAndPlainToThisMachine() throws Exception {
    try (GuardedPage guarded = new GuardedPage(folder)) {
      String request = GuardedPage.request("GET", "/health", "localhost", "", "");
      assertTrue(guarded.raw(true, LOOPBACK, request).body().contains("verdict"));
      assertTrue(guarded.raw(false, LOOPBACK, request).body().contains("verdict"));
      assertEquals("https", guarded.page.uri().getScheme());
    }
  }

  @Test
  void othersAreLedToTlsAndSendNoSecretBefore() throws Exception {
    InetAddress outside = GuardedPage.outside().orElse(null);
    assumeTrue(outside != null, "this machine has no address but loopback");
    try (GuardedPage guarded = new GuardedPage(folder)) {
      String host = outside.getHostAddress() + ":" + guarded.port();
      Reply get = guarded.raw(false, outside, GuardedPage.request("GET", "/a?b=c", host, "", ""));
      assertEquals(307, get.status());
      assertEquals("https://" + host + "/a?b=c", get.header("Location"));
      String form = GuardedPage.logInForm(GuardedPage.OWNER, GuardedPage.PASSWORD);
      Reply post =
          guarded.raw(false, outside, GuardedPage.request("POST", "/login", host, form, ""));
      assertEquals(403, post.status());
      assertEquals("", post.cookie());
      String bearer = "Authorization: Bearer " + guarded.token("t", Role.READ, null);
      String sent = GuardedPage.request("GET", "/health", host, "", "", bearer);
      assertEquals(403, guarded.raw(false, outside, sent).status());
      assertEquals(200, guarded.raw(true, outside, sent).status());
      // under a loopback name, too: the peer decides
      String lie = GuardedPage.request("GET", "/", "localhost", "", "");
      assertEquals(307, guarded.raw(false, outside, lie).status());
      assertEquals(303, guarded.raw(true, outside, lie).status());
    }
  }

  @Test
  void otherCertificatesAreTakenUpWhileConnectionsStay() throws Exception {
    WebSettings.Identity other = GuardedPage.identity(folder, "dns:meters.example", false);
    try (GuardedPage guarded = new GuardedPage(folder);
        Socket old = guarded.open(true, LOOPBACK)) {
      X509Certificate before = guarded.presented(old);
      assertEquals("", answer(guarded, old));
      guarded.renew(other);
      assertEquals(
          "max-age=31536000", answer(guarded, old), "the connection stays, with an authority now");
      try (Socket next = guarded.open(true, LOOPBACK)) {
        assertNotEquals(before, guarded.presented(next));
      }
      KeyStore empty = KeyStore.getInstance("PKCS12");
      empty.load(null, null);
      WebSettings.Identity broken = new WebSettings.Identity(empty, new char[0], true);
      assertThrows(WebException.class, () -> guarded.renew(broken));
      try (Socket still = guarded.open(true, LOOPBACK)) {
        assertNotEquals(before, guarded.presented(still));
      }
    }
  }

  /** Returns whether the answer insists on TLS. */
  private static String answer(GuardedPage guarded, Socket socket) throws IOException {
    String request =
        GuardedPage.request("HEAD", "/health", "localhost", "", "")
            .replace("Connection: close\r\n", "");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) socket.getInputStream().read());
    }
    return new Reply(200, head.toString(), "").header("Strict-Transport-Security");
  }

  @Test
  void othersReachThePageFromTheFirstAccountToTheLast() throws Exception {
    InetAddress outside = GuardedPage.outside().orElse(null);
    assumeTrue(outside != null, "this machine has no address but loopback");
    try (GuardedPage guarded = new GuardedPage(folder, false)) {
      int port = guarded.port();
      String request = GuardedPage.request("GET", "/health", "localhost", "", "");
      assertEquals(200, guarded.raw(false, LOOPBACK, request).status());
      assertFalse(guarded.page.isOpenToOthers());
      assertThrows(IOException.class, () -> guarded.raw(true, outside, request));
      PasswordHash hash = PasswordHash.of("long enough".toCharArray());
      guarded.account("admin", Role.CHANGE, hash);
      guarded.page.accessChanged();
      assertTrue(guarded.page.isOpenToOthers());
      assertEquals(port, guarded.port(), "the port stays");
      assertEquals(200, guarded.raw(true, outside, request).status());
      assertEquals(200, guarded.raw(false, LOOPBACK, request).status());
      guarded.room.book().removeAccount("admin");
      guarded.page.accessChanged();
      assertThrows(IOException.class, () -> guarded.raw(true, outside, request));
      assertEquals(200, guarded.raw(false, LOOPBACK, request).status());
    }
  }

  @Test
  void anAddressThatCannotBeBoundLeavesThePageWhereItWas() throws Exception {
    try (GuardedPage scene = new GuardedPage(folder, false)) {
      WebSettings nowhere = new WebSettings(new WebAddress("203.0.113.77", 0));
      try (StatusPage page =
          StatusPage.claim(nowhere, Optional.of(scene.room), scene.house.sources())) {
        page.answer();
        String before = page.uri().toString();
        scene.account("admin", Role.CHANGE, PasswordHash.of("long enough".toCharArray()));
        WebException e = assertThrows(WebException.class, page::accessChanged);
        assertTrue(e.getMessage().contains("does not have that address"), e.getMessage());
        assertEquals(before, page.uri().toString());
        assertEquals(200, Http.get(page.uri()).statusCode());
      }
    }
  }

  @Test
  void whoIsInterruptedWhileThePageMovesFindsItAtItsNewAddress() throws Exception {
    try (GuardedPage guarded = new GuardedPage(folder, false)) {
      guarded.account("admin", Role.CHANGE, PasswordHash.of("long enough".toCharArray()));
      Thread.currentThread().interrupt();
      guarded.page.accessChanged();
      assertTrue(Thread.interrupted(), "the interruption is passed on");
      assertTrue(guarded.page.isOpenToOthers());
      String request = GuardedPage.request("GET", "/health", "localhost", "", "");
      assertEquals(200, guarded.raw(true, LOOPBACK, request).status());
    }
  }

  @Test
  void aCertificateThatCannotBeReadLeavesThePageWhereItWas() throws Exception {
    try (GuardedPage scene = new GuardedPage(folder, false)) {
      WebSettings broken =
          new WebSettings(
              new WebAddress("0.0.0.0", 0),
              true,
              Set.of(),
              List.of(),
              Optional.empty(),
              new WebSettings.Tls.On(
                  () -> {
                    throw new WebException("no certificate");
                  }));
      try (StatusPage page =
          StatusPage.claim(broken, Optional.of(scene.room), scene.house.sources())) {
        page.answer();
        scene.account("admin", Role.CHANGE, PasswordHash.of("long enough".toCharArray()));
        assertThrows(WebException.class, page::accessChanged);
        assertEquals(200, Http.get(page.uri()).statusCode());
      }
    }
  }

  @Test
  void aConnectionThatNeverFinishesItsHandshakeIsEnded() throws Exception {
    byte[] hello = {0x16, 3, 1, 0, 100, 1};
    try (GuardedPage guarded = new GuardedPage(folder);
        Socket slow = guarded.open(false, LOOPBACK);
        Socket silent = guarded.open(false, LOOPBACK)) {
      slow.getOutputStream().write(hello);
      long start = System.nanoTime();
      assertArrayEquals(new byte[0], rest(slow));
      assertArrayEquals(new byte[0], rest(silent));
      assertTrue(System.nanoTime() - start < Duration.ofSeconds(15).toNanos());
    }
  }

  private static byte[] rest(Socket socket) {
    try {
      return socket.getInputStream().readAllBytes();
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
