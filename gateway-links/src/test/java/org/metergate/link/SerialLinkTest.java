// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.kit.ClockHost;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkUri;
import org.metergate.testing.PtyPair;
import org.metergate.time.SystemTime;

/** An open port: bytes, settings, waiting. */
@Tag("pty")
class SerialLinkTest {
  private static final Duration LONG = Duration.ofSeconds(5);

  /** On a busy machine most waits last longer; one that does not shows that the link can do it. */
  private static final int TRIES = 20;

  private PtyPair cable;

  @BeforeEach
  void plug(@TempDir Path folder) throws Exception {
    cable = PtyPair.plug(folder);
  }

  @AfterEach
  void pull() {
    if (cable != null) {
      cable.close();
    }
  }

  private ByteLink open(String parameters) throws Exception {
    LinkUri uri = LinkUri.parse("serial:" + cable.gateway() + parameters);
    return new SerialLinkProvider()
        .open(uri, LineSettings.eightNone(2400), new ClockHost(new SystemTime()));
  }

  private static byte[] read(ByteLink link, int count) throws Exception {
    byte[] all = new byte[count];
    for (int have = 0; have < count; ) {
      byte[] some = new byte[count - have];
      int n = link.read(some, LONG);
      assertTrue(n > 0, "only " + have + " of " + count + " bytes came");
      System.arraycopy(some, 0, all, have, n);
      have += n;
    }
    return all;
  }

  private String settings() throws Exception {
    return stty("-a");
  }

  private String stty(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("stty", "-F", cable.gateway().toString()));
    command.addAll(List.of(arguments));
    Process stty = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertEquals(0, stty.waitFor(), output);
    return " " + output.replaceAll("[;\\s]+", " ");
  }

  @Test
  void carriesEveryByteBothWaysUnchanged() throws Exception {
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    try (ByteLink link = open("")) {
      cable.send(every);
      assertArrayEquals(every, read(link, every.length));
      link.write(every);
      assertArrayEquals(every, cable.receive(every.length));
    }
  }

  @Test
  void setsTheLineAsTheDriverWants() throws Exception {
    try (ByteLink link = open("")) {
      String at2400 = settings();
      for (String word : "speed 2400,cs8,-cstopb,-icanon,-ixon,-ixoff,-crtscts".split(",")) {
        assertTrue(at2400.contains(" " + word + " "), word + " in" + at2400);
      }

      link.reconfigure(new LineSettings(1200, 8, LineSettings.Parity.NONE, 2));
      assertTrue(settings().contains(" speed 1200 baud"), settings());
      assertTrue(settings().contains(" cstopb "), settings());

      // 7F has seven ones, so FF has the right parity bit and 7F the wrong one
      link.reconfigure(new LineSettings(9600, 7, LineSettings.Parity.EVEN, 1));
      assertTrue(settings().contains(" speed 9600 baud"), settings());
      cable.send(new byte[] {(byte) 0xFF, 0x7F});
      assertArrayEquals(new byte[] {0x7F, (byte) 0xFF}, read(link, 2));
      link.write(new byte[] {0x7F, 0x03});
      assertArrayEquals(new byte[] {(byte) 0xFF, 0x03}, cable.receive(2));

      // stty prints 0 for a speed outside its table
      link.reconfigure(LineSettings.eightNone(31_250));
      assertTrue(settings().contains(" speed 0 baud"), settings());
      link.reconfigure(LineSettings.eightNone(115_200));
      assertTrue(settings().contains(" speed 115200 baud"), settings());
    }
  }

  private void assertThatBreaksCostNothing(String when) throws Exception {
    String now = settings();
    for (String word : "-brkint,-ignbrk,-parmrk,-inpck,-ignpar".split(",")) {
      assertTrue(now.contains(" " + word + " "), when + ": " + word + " in" + now);
    }
  }

  @Test
  void aBreakThrowsNothingAwayAfterAnyCallOfADriver() throws Exception {
    for (String parameters : List.of("", "?request=none", "?request=rts&adapter=rs232")) {
      try (ByteLink link = open(parameters)) {
        assertThatBreaksCostNothing("opened");
        for (String setting : List.of("115200 8N1", "300 7E1", "2400 8E1", "9600 7N2")) {
          link.reconfigure(LineSettings.parse(setting).orElseThrow());
          assertThatBreaksCostNothing(setting);
          link.request(true);
          assertThatBreaksCostNothing("requested");
          cable.send(new byte[] {1});
          read(link, 1);
          link.write(new byte[] {1});
          link.discardInput();
          link.request(false);
          assertThatBreaksCostNothing("released");
        }
      }
    }
  }

  @Test
  void marksBreaksAndDamageInAPortThatIsOpenedMarked() throws Exception {
    LinkUri uri = LinkUri.parse("serial:" + cable.gateway());
    LineSettings evenParity = LineSettings.parse("2400 8E1").orElseThrow();
    try (ByteLink link = new SerialLinkProvider().openMarked(uri, evenParity)) {
      for (LineSettings next : List.of(evenParity, LineSettings.eightNone(300))) {
        String now = settings();
        for (String word : "-brkint,-ignbrk,parmrk,inpck,-ignpar,-istrip".split(",")) {
          assertTrue(now.contains(" " + word + " "), word + " in" + now);
        }
        // a pseudo-terminal damages nothing; that FF is doubled shows that marks are on
        cable.send(new byte[] {1, (byte) 0xFF, 2});
        byte[] marked = read(link, 4);
        assertArrayEquals(new byte[] {1, (byte) 0xFF, (byte) 0xFF, 2}, marked);
        assertEquals(
            List.of(1, 0xFF, 2),
            new LineMarks().read(marked, 4).stream().map(LineMarks.Mark::value).toList());
        link.reconfigure(next);
      }
    }
  }

  @Test
  void opensAtTheSpeedThatTheLinksNameGives() throws Exception {
    try (ByteLink link = open("?baud=9600")) {
      assertTrue(settings().contains(" speed 9600 baud"), settings());
      link.reconfigure(LineSettings.eightNone(300));
      assertTrue(
          settings().contains(" speed 300 baud"), "later changes are the driver's: " + settings());
    }
  }

  @Test
  void keepsTheRequestLineWhenThePortIsClosed() throws Exception {
    // as on a real port: lines drop when it is closed
    stty("hupcl");
    try (ByteLink none = open("?request=none")) {
      assertTrue(settings().contains(" hupcl "), settings());
      assertFalse(none.request(true), "no wire");
    }
    try (ByteLink both = open("")) {
      assertTrue(settings().contains(" -hupcl "), settings());
      assertFalse(both.request(true), "a pseudo-terminal has no modem lines");
    }
    stty("hupcl");
    try (ByteLink raisedAtRest = open("?request=dtr")) {
      assertTrue(settings().contains(" -hupcl "), settings());
      assertFalse(raisedAtRest.request(true), "a pseudo-terminal has no modem lines");
    }
    stty("hupcl");
    try (ByteLink droppedAtRest = open("?request=dtr+rts&adapter=rs232")) {
      assertTrue(settings().contains(" -hupcl "), settings());
      assertFalse(droppedAtRest.request(false), "a pseudo-terminal has no modem lines");
    }
  }

  @Test
  void waitsAsLongAsItIsToldAndNotToTheNextTenthOfASecond() throws Exception {
    try (ByteLink link = open("")) {
      for (int millis : new int[] {0, 30, 230}) {
        long limit = (millis + 25) * 1_000_000L;
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && best >= limit; i++) {
          long start = System.nanoTime();
          assertEquals(0, link.read(new byte[8], Duration.ofMillis(millis)));
          long took = System.nanoTime() - start;
          assertTrue(took >= millis * 1_000_000L, took + " ns for " + millis + " ms");
          best = Math.min(best, took);
        }
        assertTrue(best < limit, best + " ns for " + millis + " ms");
      }
    }
  }

  @Test
  @Timeout(10)
  void keepsItsTimeWhenAnotherProgramChangesTheTerminal() throws Exception {
    try (ByteLink link = open("")) {
      // a read in the kernel would now wait for a byte forever
      stty("min", "1", "time", "0");
      assertEquals(0, link.read(new byte[8], Duration.ofMillis(150)));
      cable.send(new byte[] {5});
      assertArrayEquals(new byte[] {5}, read(link, 1));
    }
  }

  @Test
  void returnsWhatHasComeWithoutWaitingForMore() throws Exception {
    try (ByteLink link = open("")) {
      cable.send(new byte[] {1, 2, 3});
      byte[] into = new byte[64];
      long start = System.nanoTime();
      int n = link.read(into, LONG);
      assertTrue(n >= 1 && n <= 3, "n=" + n);
      assertTrue(System.nanoTime() - start < LONG.toNanos() / 2, "did not wait for 64 bytes");
    }
  }

  @Test
  void discardsWhatHasArrivedButNotWhatComesLater() throws Exception {
    try (ByteLink link = open("")) {
      byte[] old = new byte[1000];
      Arrays.fill(old, (byte) 1);
      cable.send(old);
      // the first byte has arrived, so socat has passed on the burst that it was in
      read(link, 1);
      link.discardInput();
      cable.send(new byte[] {2});
      assertArrayEquals(new byte[] {2}, read(link, 1));
    }
  }

  @Test
  void aClosedLinkSaysThatItIsLostAndIsFreeForTheNextOpening() throws Exception {
    ByteLink link = open("");
    link.close();
    link.close();
    assertThrows(LinkLostException.class, () -> link.read(new byte[1], LONG));
    assertThrows(LinkLostException.class, () -> link.write(new byte[1]));
    assertThrows(LinkLostException.class, () -> link.request(true));
    assertThrows(LinkLostException.class, () -> link.reconfigure(LineSettings.eightNone(300)));
    assertThrows(LinkLostException.class, link::discardInput);
    try (ByteLink again = open("")) {
      cable.send(new byte[] {9});
      assertArrayEquals(new byte[] {9}, read(again, 1));
    }
  }
}
