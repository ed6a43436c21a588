// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.kit.ScriptedLink;
import org.metergate.link.gpio.MockHeader;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkUri;

class RequestedLinkTest {
  private static final LinkUri LINE = LinkUri.parse("gpio:17?active=high");
  @TempDir private Path folder;

  @Test
  void drivesTheLineOnlyWhileTheMeterIsAsked() throws Exception {
    MockHeader header = new MockHeader(folder);
    ByteLink link = RequestedLink.of(new ScriptedLink(header), LINE, "/dev/ttyUSB0", header);
    assertEquals(Optional.empty(), header.driven(17));
    assertTrue(link.request(true));
    assertTrue(link.request(true), "asked again");
    assertEquals(Optional.of(true), header.driven(17));
    assertTrue(link.request(false));
    assertEquals(Optional.empty(), header.driven(17), "high impedance");
    link.request(true);
    link.close();
    assertEquals(Optional.empty(), header.driven(17));
  }

  @Test
  void aLineThatSomebodyElseHasIsNamedAtTheOpeningAndThePortGivenBack() throws Exception {
    MockHeader header = new MockHeader(folder);
    header.output(LINE, "the lamp 'fault'");
    ScriptedLink port = new ScriptedLink(header);
    LinkException e =
        assertThrows(
            LinkException.class, () -> RequestedLink.of(port, LINE, "/dev/ttyUSB0", header));
    assertEquals(
        LinkFindings.LINE_TAKEN.with("port", "gpio:17", "holder", "the lamp 'fault'"), e.finding());
    assertThrows(LinkLostException.class, port::discardInput);
  }

  @Test
  void aLineThatIsTakenMeanwhileEndsTheLinkWithItsName() throws Exception {
    MockHeader header = new MockHeader(folder);
    ByteLink link = RequestedLink.of(new ScriptedLink(header), LINE, "/dev/ttyUSB0", header);
    header.output(LINE, "the lamp 'fault'");
    LinkLostException e = assertThrows(LinkLostException.class, () -> link.request(true));
    assertEquals("the lamp 'fault'", e.finding().parameters().get("holder"));
  }

  @Test
  void theNameOfTheLineIsReadFromTheLink() throws Exception {
    SerialAddress address =
        SerialAddress.parse(
            LinkUri.parse("serial:/dev/ttyUSB0?request=gpio:17&request-active=low"));
    assertEquals("gpio:17?active=low", address.gpio().orElseThrow().toString());
    assertThrows(
        LinkException.class,
        () -> SerialAddress.parse(LinkUri.parse("serial:/dev/ttyUSB0?request=gpio17")));
  }
}
