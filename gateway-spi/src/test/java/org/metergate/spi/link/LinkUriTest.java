// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkUriTest {

  @Test
  void takesANameApart() {
    LinkUri uri = LinkUri.parse("serial:/dev/serial/by-id/usb-FTDI_1:2?request=dtr&adapter=ttl");
    assertEquals("serial", uri.scheme());
    assertEquals("/dev/serial/by-id/usb-FTDI_1:2", uri.target());
    assertEquals(Optional.of("dtr"), uri.parameter("request"));
    assertEquals(Optional.empty(), uri.parameter("speed"));
    assertEquals(List.of("adapter"), uri.unknownParameters(List.of("request")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp:ser2net.local:2001",
        "emulator:omnipower?seed=7&list=push1",
        "replay:/tmp/a=b.rec?speed=10",
        "gpio:17?pull=up&note=a=b"
      })
  void isWrittenAsItWasRead(String text) {
    assertEquals(text, LinkUri.parse(text).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/dev/ttyUSB0|'/dev/ttyUSB0' is not a link; a link looks like serial:/dev/ttyUSB0 or"
            + " tcp:host:port.",
        "Serial:/dev/x|'Serial:/dev/x' is not a link; a link looks like serial:/dev/ttyUSB0 or"
            + " tcp:host:port.",
        "serial:|The link 'serial:' does not say what to open after the colon.",
        "serial:?request=dtr|The link 'serial:?request=dtr' does not say what to open after the"
            + " colon.",
        "serial:/dev/x?dtr|In the link 'serial:/dev/x?dtr', 'dtr' is not of the form name=value.",
        "serial:/dev/x?a=1&a=2|In the link 'serial:/dev/x?a=1&a=2', 'a' appears twice."
      })
  void saysWhatIsWrong(String text, String sentence) {
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> LinkUri.parse(text)).getMessage());
  }

  @Test
  void keepsItsParametersForItself() {
    LinkUri uri = new LinkUri("tcp", "host:1", Map.of("a", "1"));
    assertThrows(UnsupportedOperationException.class, () -> uri.parameters().put("b", "2"));
  }
}
