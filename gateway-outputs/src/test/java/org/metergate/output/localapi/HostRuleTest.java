// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.localapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostRuleTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "NONE",
      value = {
        "127.0.0.1, true",
        "127.0.0.1:8081, true",
        "localhost:8081, true",
        "LOCALHOST, true",
        "[::1]:8081, true",
        "192.168.1.5, true",
        "192.168.1.77, true", // of the container's host, in the allowed network
        "10.9.9.9:80, true", // at which it arrived
        "p1meter-AABBCC.local, true",
        "P1METER-aabbcc.local.:8081, true",
        "NONE, false",
        "'', false",
        "8.8.8.8, false",
        "evil.example, false",
        "p1meter-AABBCC.evil.example, false",
        "p1meter-AABBCC, false",
        "127.0.0.1.evil.example, false",
        "localhost.evil.example, false",
        "user@127.0.0.1, false",
        "127.0.0.1:80:80, false",
        "'127.0.0.1, 8.8.8.8', false",
        "2130706433, false",
        "0x7f.1, false",
        "[::1, false",
      })
  void onlyOwnAddressesAndNamesAreAccepted(String host, boolean accepted) throws Exception {
    HostRule rule =
        new HostRule(
            address ->
                address.isLoopbackAddress() || address.getHostAddress().startsWith("192.168.1."),
            () -> List.of("p1meter-AABBCC"));
    assertEquals(accepted, rule.admits(host, InetAddress.getByName("10.9.9.9")));
  }
}
