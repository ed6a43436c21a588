// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkUri;

class TcpAddressTest {

  private static TcpAddress parse(String link) throws LinkException {
    return TcpAddress.parse(LinkUri.parse(link));
  }

  @ParameterizedTest
  @CsvSource({
    "tcp:192.168.1.7:2000, 192.168.1.7, 2000",
    "tcp:pi.local:1,       pi.local,    1",
    "tcp:[::1]:65535,      ::1,         65535",
    "tcp:[fe80::7%eth0]:2000, fe80::7%eth0, 2000"
  })
  void readsNamesAndAddresses(String link, String host, int port) throws Exception {
    TcpAddress address = parse(link);
    assertEquals(new TcpAddress(host, port, Optional.empty()), address);
    assertEquals(link, "tcp:" + address, "written as it is read");
  }

  @Test
  void readsTheIdleTime() throws Exception {
    assertEquals(Optional.of(Duration.ofSeconds(60)), parse("tcp:pi:2000?idle=60s").idle());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp:pi",
        "tcp:pi:",
        "tcp::2000",
        "tcp:::1:2000",
        "tcp:[pi]:2000:1",
        "tcp:pi:x",
        "tcp:pi:0",
        "tcp:pi:65536",
        "tcp:a b:2000",
        "tcp://pi:2000",
        "tcp:pi:2000?idle=soon",
        "tcp:pi:2000?idle=0s",
        "tcp:pi:2000?baud=2400"
      })
  void refusesWhatIsNoAddress(String link) {
    LinkException refused = assertThrows(LinkException.class, () -> parse(link));
    assertEquals(LinkFindings.BAD_LINK, refused.finding().code());
    assertEquals(link, refused.finding().parameters().get("port"));
    assertTrue(refused.finding().parameters().get("reason").matches("(?s).+[.?]"));
  }
}
