// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.network.AddressRange;
import org.metergate.web.access.Caller.Place;
import org.metergate.web.access.Caller.Transport;

/** From where a request comes, from the peer and the headers alone. */
class CallerRuleTest {
  private static final Trust NOBODY = trust(true);
  private static final Trust PROXIES = trust(true, "127.0.0.1", "10.0.0.0/8", "fd00::/8");

  private static Trust trust(boolean local, String... proxies) {
    List<AddressRange> ranges =
        List.of(proxies).stream().map(it -> AddressRange.parse(it).orElseThrow()).toList();
    return new Trust(local, Set.of(), ranges, Optional.empty(), false);
  }

  private static HttpFields headers(String... namesAndValues) {
    HttpFields.Mutable headers = HttpFields.build();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return headers;
  }

  private static InetAddress address(String text) {
    return AddressRange.parse(text).orElseThrow().first();
  }

  private static Caller of(String peer, HttpFields headers, Trust trust)
      throws BadForwardingException {
    return CallerRule.of(address(peer), false, headers, trust);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:80",
        "127.0.0.1",
        "127.8.9.1:1",
        "[::1]:8080",
        "a.localhost"
      })
  void loopbackUnderALoopbackNameIsLocal(String host) throws Exception {
    for (String peer : List.of("127.0.0.1", "127.1.2.3", "::1")) {
      Caller caller = of(peer, headers("Host", host), NOBODY);
      assertEquals(Place.LOCAL, caller.place());
      assertTrue(caller.isPrivate());
    }
    assertEquals(Place.ELSEWHERE, of("192.0.2.7", headers("Host", host), NOBODY).place());
    assertEquals(Place.ELSEWHERE, of("127.0.0.1", headers("Host", host), trust(false)).place());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "127.0.0.1.evil.example",
        "192.0.2.2",
        "localhost.evil",
        "",
        "[::1"
      })
  void loopbackUnderAnyOtherNameIsNotLocal(String host) throws Exception {
    Caller caller = of("127.0.0.1", headers("Host", host), NOBODY);
    assertEquals(Place.ELSEWHERE, caller.place());
    assertFalse(caller.isPrivate());
    assertEquals(Place.ELSEWHERE, of("127.0.0.1", headers(), NOBODY).place());
    HttpFields two = headers("Host", "localhost", "Host", "localhost");
    assertEquals(Place.ELSEWHERE, of("127.0.0.1", two, NOBODY).place());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded",
        "forwarded",
        "X-Forwarded-For",
        "X_Forwarded_For",
        "x-forwarded-anything",
        "X-Forwarded",
        "Forwarded-For",
        "Via",
        "VIA",
        "X-Real-IP",
        "X-Real-Port",
        "X-Client-IP",
        "X-Cluster-Client-IP",
        "Client-IP",
        "True-Client-IP",
        "CF-Connecting-IP",
        "CDN-Loop",
        "Fastly-Client-IP",
        "X-Original-Forwarded-For",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-Ingress-Path",
        "X-Remote-User-Name",
        "X-Hass-Source",
        "X-Envoy-External-Address",
        "X-Scheme",
        "Tailscale-User-Login",
        "Front-End-Https"
      })
  void everyTraceOfAProxyMakesARequestForeign(String name) throws Exception {
    for (String value : List.of("", "127.0.0.1", "for=127.0.0.1", "/x")) {
      Caller caller = of("127.0.0.1", headers("Host", "localhost", name, value), NOBODY);
      assertEquals(Place.ELSEWHERE, caller.place(), name);
      assertEquals(Transport.UNKNOWN_PROXY, caller.transport(), name);
      assertEquals("", caller.prefix(), name);
    }
  }

  @Test
  void whatABrowserAndAScraperSendLeavesARequestLocal() throws Exception {
    HttpFields usual =
        headers(
            "Host", "localhost",
            "User-Agent", "x",
            "Accept", "*/*",
            "Accept-Encoding", "gzip",
            "X-Prometheus-Scrape-Timeout-Seconds", "10",
            "Sec-Fetch-Site", "same-origin",
            "DNT", "1",
            "Cookie", "a=b",
            "Referer", "http://localhost/");
    assertEquals(Place.LOCAL, of("127.0.0.1", usual, NOBODY).place());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.9                              | 192.0.2.9",
        "1.1.1.1, 192.0.2.9                     | 192.0.2.9",
        "1.1.1.1, 192.0.2.9, 10.1.2.3, 10.4.5.6 | 192.0.2.9",
        "127.0.0.1, 192.0.2.9                   | 192.0.2.9",
        "192.0.2.9:1234                         | 192.0.2.9",
        "[2001:db8::9]:1234                     | 2001:db8:0:0:0:0:0:9",
        "2001:db8::9                            | 2001:db8:0:0:0:0:0:9",
        "192.0.2.9, unknown                     | 10.0.0.1",
        "192.0.2.9, 999.1.1.1                   | 10.0.0.1",
        "192.0.2.9,                             | 10.0.0.1",
        "10.9.9.9                               | 10.9.9.9",
        "evil, 10.9.9.9                         | 10.9.9.9",
      })
  void theVisitorIsTheRightmostThatNoProxyHasWhichIsBelieved(String chain, String visitor)
      throws Exception {
    HttpFields sent = headers("Host", "meters.example", "X-Forwarded-For", chain);
    assertEquals(visitor, of("10.0.0.1", sent, PROXIES).address().getHostAddress());
    // nobody else is believed
    assertEquals("192.0.2.1", of("192.0.2.1", sent, PROXIES).address().getHostAddress());
  }

  @Test
  void severalLinesOfAHeaderAreOne() throws Exception {
    HttpFields sent =
        headers("X-Forwarded-For", "1.1.1.1", "X-Forwarded-For", "192.0.2.9, 10.0.0.3");
    assertEquals("192.0.2.9", of("10.0.0.1", sent, PROXIES).address().getHostAddress());
  }

  @Test
  void aProxyIsNeverLocalAlsoOnThisMachineAndWithoutHeaders() throws Exception {
    Caller bare = of("127.0.0.1", headers("Host", "localhost"), PROXIES);
    assertEquals(Place.ELSEWHERE, bare.place());
    assertEquals(Transport.CLEAR_BY_PROXY, bare.transport());
  }

  @Test
  void onlyAProxyThatIsBelievedSaysThatItWasAskedByTls() throws Exception {
    HttpFields sent = headers("Host", "localhost", "X-Forwarded-Proto", "https");
    assertEquals(Transport.TLS, of("10.0.0.1", sent, PROXIES).transport());
    assertEquals(Transport.UNKNOWN_PROXY, of("192.0.2.1", sent, PROXIES).transport());
    HttpFields chained = headers("Host", "localhost", "X-Forwarded-Proto", "https, http");
    assertEquals(Transport.CLEAR_BY_PROXY, of("10.0.0.1", chained, PROXIES).transport());
    // TLS between a proxy and the page says nothing about the way to the proxy
    Caller inner = CallerRule.of(address("10.0.0.1"), true, headers("Host", "localhost"), PROXIES);
    assertFalse(inner.isPrivate());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "/metergate      | /metergate",
        "/a/b_c-9/       | /a/b_c-9",
        "/               | ''",
        "none            | ''",
        "/a;Path=/       | ''",
        "/a\"b           | ''",
        "/a%2f           | ''",
        "/a b            | ''",
        "/..             | ''",
        "https://e.vil   | ''",
      })
  void aPrefixHasTheCharactersOfAPathOrIsIgnored(String sent, String prefix) throws Exception {
    HttpFields headers = sent == null ? headers() : headers("X-Forwarded-Prefix", sent);
    assertEquals(prefix, of("10.0.0.1", headers, PROXIES).prefix());
    assertEquals("", of("192.0.2.1", headers, PROXIES).prefix());
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil", "/a//b", "metergate", "a/b"})
  void aPrefixThatABrowserTakesForAHostIsRefused(String prefix) throws Exception {
    HttpFields headers = headers("X-Forwarded-Prefix", prefix);
    assertThrows(BadForwardingException.class, () -> of("10.0.0.1", headers, PROXIES));
    assertEquals("", of("192.0.2.1", headers, PROXIES).prefix());
  }

  @Test
  void onlyTheSupervisorPassesUsersOfHomeAssistant() throws Exception {
    Trust app = new Trust(true, Set.of(), List.of(), Optional.of(address("172.30.32.2")), false);
    HttpFields sent =
        headers(
            "Host", "x", "X-Ingress-Path", "/api/hassio_ingress/a_b", "X-Remote-User-Name", "eva");
    Caller user = of("172.30.32.2", sent, app);
    assertEquals(Place.INGRESS, user.place());
    assertEquals("/api/hassio_ingress/a_b", user.prefix());
    assertEquals("eva", user.user());
    for (String other : List.of("172.30.32.1", "127.0.0.1", "::1")) {
      Caller stranger = of(other, sent, app);
      assertEquals(Place.ELSEWHERE, stranger.place());
      assertEquals("", stranger.user());
    }
    assertEquals(Place.ELSEWHERE, of("172.30.32.2", sent, NOBODY).place());
  }
}
