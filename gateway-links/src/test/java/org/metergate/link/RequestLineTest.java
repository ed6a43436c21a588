// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.metergate.link.RequestLine.Adapter;
import org.metergate.link.RequestLine.ModemLines;
import org.metergate.link.RequestLine.Wire;

class RequestLineTest {

  /** Two lines that keep their state, of a port that has both, one or none of them. */
  private static final class Lines implements ModemLines {
    private final boolean hasDtr;
    private final boolean hasRts;
    private final List<String> calls = new ArrayList<>();
    private boolean dtr = true;
    private boolean rts = true;

    Lines(boolean hasDtr, boolean hasRts) {
      this.hasDtr = hasDtr;
      this.hasRts = hasRts;
    }

    @Override
    public boolean dtr(boolean raised) {
      calls.add("dtr " + raised);
      dtr = raised;
      return hasDtr;
    }

    @Override
    public boolean rts(boolean raised) {
      calls.add("rts " + raised);
      rts = raised;
      return hasRts;
    }
  }

  @ParameterizedTest
  @CsvSource({
    // active high, adapter, requesting, raised
    "true,  TTL,   true,  false", // 3.3 V at the pin needs a dropped DTR#
    "true,  TTL,   false, true",
    "true,  RS232, true,  true", // a positive voltage needs a raised DTR
    "true,  RS232, false, false",
    "false, TTL,   true,  true",
    "false, TTL,   false, false",
    "false, RS232, true,  false",
    "false, RS232, false, true"
  })
  void followsTheTable(boolean activeHigh, Adapter adapter, boolean on, boolean raised) {
    assertEquals(raised, new RequestLine(Wire.DTR, activeHigh, adapter).raised(on));
  }

  @ParameterizedTest
  @EnumSource(Adapter.class)
  void asksOnlyByTheLinesThatAreWired(Adapter adapter) {
    boolean raised = adapter == Adapter.RS232;
    Lines dtr = new Lines(true, true);
    assertTrue(new RequestLine(Wire.DTR, true, adapter).set(true, dtr));
    assertEquals(List.of("dtr " + raised), dtr.calls);

    Lines rts = new Lines(true, true);
    assertTrue(new RequestLine(Wire.RTS, true, adapter).set(true, rts));
    assertEquals(List.of("rts " + raised), rts.calls);

    Lines both = new Lines(true, true);
    assertTrue(new RequestLine(Wire.BOTH, true, adapter).set(true, both));
    assertEquals(List.of("dtr " + raised, "rts " + raised), both.calls);
  }

  @Test
  void saysWhenAWiredLineIsMissing() {
    assertFalse(new RequestLine(Wire.DTR, true, Adapter.TTL).set(true, new Lines(false, true)));
    assertFalse(new RequestLine(Wire.RTS, true, Adapter.TTL).set(true, new Lines(true, false)));
    assertFalse(new RequestLine(Wire.BOTH, true, Adapter.TTL).set(true, new Lines(true, false)));
    assertTrue(new RequestLine(Wire.DTR, true, Adapter.TTL).set(true, new Lines(true, false)));
  }

  @Test
  void leavesUnwiredLinesAlone() {
    Lines lines = new Lines(true, true);
    RequestLine none = new RequestLine(Wire.NONE, true, Adapter.TTL);
    none.preset(lines);
    none.settle(lines);
    assertFalse(none.set(true, lines));
    assertEquals(List.of(), lines.calls);
  }

  @ParameterizedTest
  @CsvSource({"DTR, true", "DTR, false", "RTS, true", "RTS, false", "BOTH, true", "BOTH, false"})
  void opensAtRestAndKeepsTheLinesWhenThePortIsClosed(Wire wire, boolean restsRaised) {
    RequestLine request = new RequestLine(wire, restsRaised, Adapter.TTL);
    Lines lines = new Lines(true, true);

    request.preset(lines);
    assertNotEquals(
        List.of(true, true), List.of(lines.dtr, lines.rts), "both raised: dropped at the closing");
    if (wire == Wire.DTR) {
      assertEquals(restsRaised, lines.dtr, "the wired line opens at rest");
    }
    if (wire == Wire.RTS) {
      assertEquals(restsRaised, lines.rts, "the wired line opens at rest");
    }

    request.settle(lines);
    assertEquals(wire == Wire.RTS || restsRaised, lines.dtr, "at rest, or raised as a supply");
    assertEquals(wire == Wire.DTR || restsRaised, lines.rts, "at rest, or raised as a supply");
  }
}
