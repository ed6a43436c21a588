// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.metergate.link.SerialLinkProvider;
import org.metergate.link.TcpLinkProvider;
import org.metergate.link.gpio.GpioLinkProvider;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkUri;

class LinkCapabilityTest {
  private final SerialLinkProvider serial = new SerialLinkProvider();
  private final TcpLinkProvider tcp = new TcpLinkProvider();
  private final GpioLinkProvider gpio = new GpioLinkProvider();

  @Test
  void aLinkThatCarriesWhatIsNeededIsTaken() throws LinkException {
    assertSame(serial, LinkCapability.bytes(serial, LinkUri.parse("serial:/dev/x")));
    assertSame(serial, LinkCapability.edges(serial, LinkUri.parse("serial:/dev/x?edge=cts")));
    assertSame(gpio, LinkCapability.edges(gpio, LinkUri.parse("gpio:17")));
    assertSame(gpio, LinkCapability.output(gpio, LinkUri.parse("gpio:17")));
  }

  @Test
  void aLinkThatCarriesSomethingElseIsRefusedWithWhatWouldFit() {
    assertEquals(
        "A gpio link carries pulses; this driver reads bytes, from a serial or tcp link. The UART"
            + " on the header is serial:/dev/serial0.",
        refusal(() -> LinkCapability.bytes(gpio, LinkUri.parse("gpio:17"))));
    assertEquals(
        "A tcp link carries bytes, but pulses are counted on a line that carries edges, like"
            + " gpio:17.",
        refusal(() -> LinkCapability.edges(tcp, LinkUri.parse("tcp:host:1"))));
    assertEquals(
        "A serial link has no line that can be switched, like gpio:17 has.",
        refusal(() -> LinkCapability.output(serial, LinkUri.parse("serial:/dev/x"))));
  }

  private static String refusal(Executable asking) {
    LinkException refused = assertThrows(LinkException.class, asking);
    assertEquals(LinkFindings.BAD_LINK, refused.finding().code());
    return refused.finding().parameters().get("reason");
  }
}
