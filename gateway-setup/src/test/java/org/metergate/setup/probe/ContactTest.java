// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.setup.cause.Cause;
import org.metergate.spi.link.Edge;

class ContactTest {

  private static List<Edge> pulses(int count, double periodMillis, double widthMillis) {
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long begin = (long) ((1 + i) * periodMillis * 1e6);
      edges.add(new Edge(true, begin));
      edges.add(new Edge(false, begin + (long) (widthMillis * 1e6)));
    }
    return edges;
  }

  @Test
  void givesWidthAndPeriodOfPulses() {
    Verdict verdict = Contact.judge(false, pulses(10, 2000, 30), 30);
    assertEquals(Cause.PULSES, verdict.cause());
    assertEquals(Sureness.SURE, verdict.sureness());
    assertEquals("30", verdict.parameters().get("width"));
    assertEquals("2000", verdict.parameters().get("period"));
    assertEquals("10", verdict.parameters().get("pulses"));
  }

  @Test
  void onePulseIsOnlyProbablyOne() {
    Verdict verdict = Contact.judge(false, pulses(1, 2000, 100), 30);
    assertEquals(Cause.PULSES, verdict.cause());
    assertEquals(Sureness.PROBABLY, verdict.sureness());
  }

  @Test
  void closuresOfAFewMillisecondsAreBouncing() {
    List<Edge> edges = new ArrayList<>(pulses(5, 2000, 30));
    edges.addAll(0, pulses(1, 1000, 2));
    assertEquals(Cause.BOUNCING, Contact.judge(false, edges, 30).cause());
  }

  @Test
  void withoutPulsesItStaysOpenOrClosed() {
    assertEquals(Cause.CONTACT_OPEN, Contact.judge(false, List.of(), 30).cause());
    assertEquals(Cause.CONTACT_CLOSED, Contact.judge(true, List.of(), 30).cause());
    List<Edge> opened = List.of(new Edge(false, 5));
    assertEquals(Sureness.PROBABLY, Contact.judge(true, opened, 30).sureness());
  }
}
