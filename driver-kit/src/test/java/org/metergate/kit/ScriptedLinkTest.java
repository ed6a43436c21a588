// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.time.VirtualTime;

class ScriptedLinkTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualTime time = new VirtualTime(RecordingPlayer.START);
  private final ScriptedLink link = new ScriptedLink(time);
  private final byte[] into = new byte[4];

  @Test
  void deliversBytesWhenTheyAreDueAndInPieces() throws Exception {
    link.at(Duration.ofSeconds(3), new byte[] {1, 2, 3, 4, 5});
    assertEquals(0, link.read(into, SECOND));
    assertEquals(SECOND.toNanos(), time.nanos());
    assertEquals(4, link.read(into, Duration.ofMinutes(1)));
    assertEquals(Duration.ofSeconds(3).toNanos(), time.nanos());
    assertArrayEquals(new byte[] {1, 2, 3, 4}, into);
    assertEquals(1, link.read(into, SECOND));
    assertEquals(5, into[0]);
  }

  @Test
  void answersWrites() throws Exception {
    link.answering(SECOND, sent -> new byte[] {(byte) (sent[0] + 1)});
    link.write(new byte[] {41});
    assertEquals(1, link.read(into, Duration.ofSeconds(5)));
    assertEquals(42, into[0]);
    assertEquals(SECOND.toNanos(), time.nanos());
    assertArrayEquals(new byte[] {41}, link.written().get(0));
  }

  @Test
  void isLostTenSecondsBehindItsLastBytes() throws Exception {
    link.at(SECOND, new byte[] {1});
    link.read(into, Duration.ofSeconds(2));
    assertThrows(LinkLostException.class, () -> link.read(into, Duration.ofMinutes(1)));
    assertEquals(Duration.ofSeconds(11).toNanos(), time.nanos());
    assertThrows(LinkLostException.class, () -> link.write(into));
  }

  @Test
  void isLostAtTheSetTimeAlthoughBytesWouldFollow() {
    link.at(Duration.ofSeconds(9), into).lostAt(SECOND);
    assertThrows(LinkLostException.class, () -> link.read(into, Duration.ofMinutes(1)));
    assertEquals(SECOND.toNanos(), time.nanos());
  }

  @Test
  void remembersRequestsAndSettings() throws Exception {
    assertTrue(link.request(true));
    link.request(false);
    link.reconfigure(LineSettings.eightNone(115200));
    assertEquals(List.of(true, false), link.requests());
    assertEquals(List.of(LineSettings.eightNone(115200)), link.settings());
  }

  @Test
  void discardsOnlyWhatHasArrived() throws Exception {
    link.at(SECOND, new byte[] {1}).at(Duration.ofSeconds(3), new byte[] {3});
    time.pause(Duration.ofSeconds(2));
    link.discardInput();
    assertEquals(1, link.read(into, Duration.ofSeconds(5)));
    assertEquals(3, into[0]);
  }

  @Test
  void isLostOnceClosed() {
    link.close();
    assertThrows(LinkLostException.class, () -> link.read(into, SECOND));
  }
}
