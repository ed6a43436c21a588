// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.link.RequestLine.Adapter;
import org.metergate.link.RequestLine.Wire;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkUri;

class SerialAddressTest {

  private static SerialAddress parse(String link) throws LinkException {
    return SerialAddress.parse(LinkUri.parse(link));
  }

  @Test
  void aDeviceAloneHasBothRequestLinesAndTheSpeedOfTheDriver() throws Exception {
    SerialAddress address = parse("serial:/dev/ttyAMA0");
    assertEquals("/dev/ttyAMA0", address.device());
    assertEquals(new RequestLine(Wire.BOTH, true, Adapter.TTL), address.request());
    assertEquals(Optional.empty(), address.baud());
    LineSettings wanted = new LineSettings(9600, 7, LineSettings.Parity.EVEN, 1);
    assertEquals(wanted, address.settings(wanted));
  }

  /** Level converters of an M-Bus and some reading heads draw their supply from them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "serial:/dev/ttyUSB0",
        "serial:/dev/ttyUSB0?request=dtr",
        "serial:/dev/ttyUSB0?request=rts",
        "serial:/dev/ttyUSB0?adapter=rs232&request-active=low"
      })
  void bothRequestLinesStayRaisedForADriverThatNeverAsks(String link) throws Exception {
    Map<String, Boolean> lines = new HashMap<>();
    RequestLine.ModemLines port =
        new RequestLine.ModemLines() {
          @Override
          public boolean dtr(boolean raised) {
            lines.put("dtr", raised);
            return true;
          }

          @Override
          public boolean rts(boolean raised) {
            lines.put("rts", raised);
            return true;
          }
        };
    RequestLine request = parse(link).request();
    request.preset(port);
    request.settle(port);
    request.set(false, port); // after each change of the speed
    assertEquals(Map.of("dtr", true, "rts", true), lines);
  }

  @Test
  void readsEveryParameter() throws Exception {
    SerialAddress address =
        parse("serial:/dev/ttyUSB0?request=dtr+rts&request-active=low&adapter=rs232&baud=1200");
    assertEquals(new RequestLine(Wire.BOTH, false, Adapter.RS232), address.request());
    assertEquals(
        new LineSettings(1200, 7, LineSettings.Parity.EVEN, 2),
        address.settings(new LineSettings(300, 7, LineSettings.Parity.EVEN, 2)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serial:/dev/ttyUSB0?requst=dtr | A serial link has no parameter 'requst'; did you mean"
            + " 'request'?",
        "serial:/dev/ttyUSB0?x=1 | A serial link has no parameter 'x'; there are: request,"
            + " request-active, adapter, baud, edge.",
        "serial:/dev/ttyUSB0?request=cts | 'request' is 'cts', but must be one of 'dtr+rts',"
            + " 'dtr', 'rts', 'none'.",
        "serial:/dev/ttyUSB0?request=gpio17 | A request line on the header is written like"
            + " request=gpio:17.",
        "serial:/dev/ttyUSB0?edge=cts | With 'edge' the link carries pulses, which the driver"
            + " pulse-gpio counts; this driver reads bytes.",
        "serial:/dev/ttyUSB0?adapter=usb | 'adapter' is 'usb', but must be one of 'ttl', 'rs232'.",
        "serial:/dev/ttyUSB0?baud=fast | 'baud' is 'fast', but must be a whole number from 50 to"
            + " 4000000.",
        "serial:/dev/ttyUSB0?baud=49 | 'baud' is '49', but must be a whole number from 50 to"
            + " 4000000.",
        "serial:ttyUSB0 | A serial link names the full path of a device, like"
            + " serial:/dev/ttyUSB0."
      })
  void refusesWhatIsWrongWithASentence(String link, String sentence) {
    LinkException refused = assertThrows(LinkException.class, () -> parse(link));
    assertEquals(LinkFindings.BAD_LINK.with("port", link, "reason", sentence), refused.finding());
  }

  @Test
  void refusesAPathThatNoFileSystemTakes() {
    LinkException refused = assertThrows(LinkException.class, () -> parse("serial:/dev/\0"));
    assertEquals(LinkFindings.BAD_LINK, refused.finding().code());
  }
}
