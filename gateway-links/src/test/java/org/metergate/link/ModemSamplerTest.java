// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeGap;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkUri;

class ModemSamplerTest {
  private static final long MS = Duration.ofMillis(1).toNanos();
  private final ModemSampler sampler = new ModemSampler(1, false, 0);

  @Test
  void reportsAChangeWithTheTimeOfTheSample() {
    assertEquals(Optional.empty(), sampler.sample(false, 4 * MS));
    assertEquals(Optional.of(new Edge(1, true, 8 * MS, -1)), sampler.sample(true, 8 * MS));
    assertEquals(Optional.empty(), sampler.sample(true, 12 * MS));
    assertEquals(Optional.of(new Edge(1, false, 30 * MS, -1)), sampler.sample(false, 30 * MS));
  }

  @Test
  void anIntervalThatMayHideAPulseIsAGapWithTheLevelAfterIt() {
    sampler.sample(false, 4 * MS);
    assertEquals(Optional.empty(), sampler.sample(false, 29 * MS));
    assertEquals(
        Optional.of(new EdgeGap(1, 29 * MS, 55 * MS, true)), sampler.sample(true, 55 * MS));
    assertEquals(Optional.of(new Edge(1, false, 59 * MS, -1)), sampler.sample(false, 59 * MS));
  }

  @Test
  void theReaderFeedsALinkUntilThePortIsGone() throws Exception {
    AtomicBoolean level = new AtomicBoolean();
    AtomicBoolean present = new AtomicBoolean(true);
    AtomicInteger closed = new AtomicInteger();
    ModemReader.Lines lines =
        new ModemReader.Lines() {
          @Override
          public boolean level(int line) {
            return level.get();
          }

          @Override
          public boolean present() {
            return present.get();
          }

          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    try (QueuedEdges edges = new QueuedEdges("test")) {
      edges.add(new ModemReader(lines, 1, edges.queue(), "test"));
      assertEquals(Optional.empty(), edges.next(Duration.ZERO));
      level.set(true);
      // on a busy machine the change may be inside a gap instead of being an edge
      Optional<Edge> edge = edges.next(Duration.ofMillis(500));
      boolean seen = edge.isPresent() && edge.get().level();
      assertTrue(seen || edges.takeGaps().stream().anyMatch(EdgeGap::level));
      assertTrue(edges.level());
      present.set(false);
      assertThrows(
          org.metergate.spi.link.LinkLostException.class,
          () -> {
            while (true) {
              edges.next(Duration.ofMillis(100));
            }
          });
    }
    assertEquals(1, closed.get());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serial:/dev/ttyUSB0 | add one, like serial:/dev/ttyUSB0?edge=cts",
        "serial:/dev/ttyUSB0?edge=rts | a line is cts, dcd, dsr or ri",
        "serial:/dev/ttyUSB0?edge=cts,cts | is listed twice",
        "serial:ttyUSB0?edge=cts | full path",
        "serial:/dev/ttyUSB0?edge=cts&baud=300 | has no parameter 'baud'"
      })
  void refusesANameThatIsNoModemLine(String uri, String part) {
    LinkException e =
        assertThrows(LinkException.class, () -> ModemAddress.parse(LinkUri.parse(uri)));
    String reason = e.finding().parameters().get("reason");
    assertTrue(reason.contains(part), reason);
  }

  @Test
  void readsSeveralLinesOfOnePortInTheirOrder() throws Exception {
    ModemAddress address = ModemAddress.parse(LinkUri.parse("serial:/dev/x?edge=ri,cts,dsr,dcd"));
    assertEquals(
        List.of(
            ModemAddress.Line.RI,
            ModemAddress.Line.CTS,
            ModemAddress.Line.DSR,
            ModemAddress.Line.DCD),
        address.lines());
    assertEquals(
        4, new SerialLinkProvider().checkEdges(LinkUri.parse("serial:/dev/x?edge=ri,cts,dsr,dcd")));
  }
}
