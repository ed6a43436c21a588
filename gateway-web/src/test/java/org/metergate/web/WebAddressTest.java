// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {

  @Test
  void readsNamesAndBothKindsOfAddresses() throws WebException {
    assertEquals(new WebAddress("127.0.0.1", 8080), WebAddress.parse("127.0.0.1:8080"));
    assertEquals(new WebAddress("localhost", 0), WebAddress.parse(" localhost:0 "));
    assertEquals(new WebAddress("::1", 8080), WebAddress.parse("[::1]:8080"));
    assertEquals("[::1]:8080", WebAddress.parse("[::1]:8080").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"8080", "127.0.0.1", "::1:8080", "localhost:65536", "a b:1", ":80", ""})
  void saysHowAnAddressIsWritten(String text) {
    WebException e = assertThrows(WebException.class, () -> WebAddress.parse(text));
    assertTrue(e.getMessage().contains("'" + text + "'"), e.getMessage());
    assertTrue(e.getMessage().contains("for example 127.0.0.1:8080"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:8080", "192.168.1.4:8080", "[::]:8080", "[2001:db8::1]:8080"})
  void addressesThatOthersReachAreOfLoopbackUntilSomebodyCanLogIn(String text) throws WebException {
    WebAddress address = WebAddress.parse(text);
    assertEquals(new WebAddress("127.0.0.1", 8080), address.onLoopback());
    assertEquals(8080, address.socket().getPort());
    assertFalse(address.isLoopback());
  }

  @Test
  void allAddressesAreShownAsOneThatCanBeWrittenIntoABrowser() {
    for (String all : List.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0")) {
      assertFalse(new WebAddress(all, 8080).reachable().toString().startsWith("0"), all);
    }
    assertEquals("[::1]:80", new WebAddress("::1", 80).reachable().toString());
  }

  @Test
  void namesAHostThatThereIsNot() {
    WebException e =
        assertThrows(WebException.class, () -> new WebAddress("nowhere.invalid", 80).loopback());
    assertTrue(e.getMessage().contains("nowhere.invalid:80"), e.getMessage());
  }

  @Test
  void findsTheLoopback() throws WebException {
    assertEquals(8080, new WebAddress("localhost", 8080).loopback().getPort());
    assertTrue(new WebAddress("::1", 0).loopback().getAddress().isLoopbackAddress());
  }
}
