// SPDX-License-Identifier: Apache-2.0
package org.metergate.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.time.VirtualTime;

class EdgeRecordingLinkTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private final VirtualTime time = new VirtualTime(Instant.EPOCH);

  private EdgeRecordingLink link(int lines, double speed, String... events) throws Exception {
    String text = RecordingWriter.HEADER + "\n" + String.join("\n", events) + "\n";
    RecordingReader reader = new RecordingReader(new BufferedReader(new StringReader(text)));
    return new EdgeRecordingLink("test", lines, reader::next, time, speed);
  }

  private static Edge edge(int line, boolean level, Duration at) {
    return new Edge(line, level, at.toNanos(), Edge.UNNUMBERED);
  }

  @Test
  void givesEachEdgeAtItsTimeAndKeepsTheLevelOfEachLine() throws Exception {
    EdgeRecordingLink link =
        link(2, 1, "0 ! edge 1 line 2", "1.5 ! edge 1", "2 ! edge 0 line 2", "2.25 ! edge 0");
    assertFalse(link.level());
    assertTrue(link.level(1));
    assertEquals(Optional.empty(), link.next(Duration.ofSeconds(1)));
    assertEquals(Duration.ofSeconds(1).toNanos(), time.nanos());
    assertEquals(Optional.of(edge(0, true, Duration.ofMillis(1500))), link.next(MINUTE));
    assertTrue(link.level());
    assertEquals(Optional.of(edge(1, false, Duration.ofSeconds(2))), link.next(MINUTE));
    assertFalse(link.level(1));
    assertEquals(Optional.of(edge(0, false, Duration.ofMillis(2250))), link.next(MINUTE));
    assertFalse(link.numbered());
  }

  @Test
  void isLostTenSecondsBehindItsEnd() throws Exception {
    EdgeRecordingLink link = link(1, 1, "1 ! edge 1", "5 ! silence");
    link.next(MINUTE);
    LinkLostException end = assertThrows(LinkLostException.class, () -> link.next(MINUTE));
    assertEquals(LinkFindings.END_OF_INPUT.with("port", "test"), end.finding());
    assertEquals(Duration.ofSeconds(15).toNanos(), time.nanos());
  }

  @Test
  void playsFasterButNeverWithoutTime() throws Exception {
    assertEquals(
        Duration.ofSeconds(1).toNanos(),
        link(1, 10, "10 ! edge 1").next(MINUTE).orElseThrow().nanos());
    EdgeRecordingLink atOnce = link(1, 0, "10 ! edge 1");
    long begin = time.nanos();
    assertEquals(
        begin + Duration.ofSeconds(10).toNanos(), atOnce.next(MINUTE).orElseThrow().nanos());
  }

  @Test
  void refusesAnEdgeOfALineThatTheMeterDoesNotHave() throws Exception {
    EdgeRecordingLink link = link(1, 1, "1 ! edge 1 line 2");
    LinkLostException end = assertThrows(LinkLostException.class, () -> link.next(MINUTE));
    assertEquals(LinkFindings.BAD_RECORDING, end.finding().code());
    assertEquals(
        "it has an edge of line 2, the meter has 1", end.finding().parameters().get("reason"));
  }

  @Test
  void namesTheLineOfTheFileThatIsWrong() throws Exception {
    EdgeRecordingLink link = link(1, 1, "1 ! edge 2");
    LinkLostException end = assertThrows(LinkLostException.class, () -> link.next(MINUTE));
    assertEquals(
        "line 2 has 'edge 2' after '!', which is unknown",
        end.finding().parameters().get("reason"));
  }

  @Test
  void isLostOnceItIsClosed() throws Exception {
    EdgeRecordingLink link = link(1, 1, "1 ! edge 1");
    link.close();
    assertThrows(LinkLostException.class, () -> link.next(MINUTE));
    assertThrows(LinkLostException.class, link::level);
  }
}
