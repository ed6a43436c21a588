// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.network.AddressRange;

/** Ranges of addresses, and the names of this machine. */
class AddressRangeTest {
  private static final Trust NAMED =
      new Trust(true, Set.of("meters.example"), List.of(), Optional.empty(), false);

  @ParameterizedTest
  @CsvSource({
    "192.168.1.5, 192.168.1.5, true",
    "192.168.1.5, 192.168.1.4, false",
    "172.16.0.0/12, 172.31.255.255, true",
    "172.16.0.0/12, 172.32.0.0, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, ::1, false",
    "fd00::/8, fdff::1, true",
    "fd00::/8, fe80::1, false",
    "::/0, 1.2.3.4, false",
    "2001:db8::1/127, 2001:db8::0, true",
    "10.0.0.129/25, 10.0.0.128, true",
    "10.0.0.129/25, 10.0.0.127, false",
  })
  void containsWhatHasTheSameFirstBits(String range, String address, boolean contained) {
    InetAddress other = AddressRange.parse(address).orElseThrow().first();
    assertEquals(contained, AddressRange.parse(range).orElseThrow().contains(other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "999.1.1.1",
        "01.2.3.4",
        "1.2.3.4/33",
        "::1/129",
        "1.2.3.4/",
        "1.2.3.4/-1",
        "1.2.3.4/9999999999",
        ":",
        "g::1",
        "1.2.3.4/8/8",
        "fe80::1%eth0",
        "0x7f.0.0.1",
        "2130706433",
        "evil.example:80"
      })
  void whatIsNoAddressIsNoneAndNobodyIsAsked(String text) {
    assertEquals(Optional.empty(), AddressRange.parse(text));
  }

  @Test
  void onlyTheMachinesOwnNamesAndThoseOfTheConfigurationAreItsOwn() {
    HostNames names = new HostNames();
    for (String own :
        List.of(
            "localhost",
            "localhost:1",
            "127.0.0.1",
            "[::1]:80",
            "METERS.example:443",
            "meters.example.")) {
      assertTrue(names.isOwn(own, NAMED), own);
    }
    for (String own : OwnNames.names()) {
      assertTrue(names.isOwn(own + ":8080", NAMED), own);
    }
    for (InetAddress own : OwnNames.addresses()) {
      String number = own.getHostAddress().replaceFirst("%.*", "");
      String host = number.indexOf(':') < 0 ? number : "[" + number + "]";
      assertTrue(names.isOwn(host + ":8080", NAMED), host);
    }
    for (String foreign :
        List.of(
            "",
            "evil.example",
            "meters.example.evil",
            "xmeters.example",
            "8.8.8.8",
            "[2001:db8::1]:80",
            "[::1",
            "127.0.0.1/8",
            "a b",
            "::ffff:8.8.8.8")) {
      assertFalse(names.isOwn(foreign, NAMED), foreign);
    }
  }
}
