// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.metergate.spi.link.LineClaim;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;

class LineRegisterTest {
  private final LineRegister register = new LineRegister();

  @Test
  void namesWhoHasTheLine() throws Exception {
    register.claim("gpio:17", "the lamp 'fault'");
    LinkException clash =
        assertThrows(LinkException.class, () -> register.claim("gpio:17", "the meter 'water'"));
    assertEquals(
        LinkFindings.LINE_TAKEN.with("port", "gpio:17", "holder", "the lamp 'fault'"),
        clash.finding());
    register.claim("gpio:18", "the meter 'water'");
  }

  @Test
  void aLineThatWasGivenBackTwiceStillBelongsToWhoTookItSince() throws Exception {
    LineClaim first = register.claim("gpio:17", "one");
    first.close();
    register.claim("gpio:17", "two");
    first.close();
    LinkException clash =
        assertThrows(LinkException.class, () -> register.claim("gpio:17", "three"));
    assertEquals("two", clash.finding().parameters().get("holder"));
  }
}
