// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.emulator.TestMeter;
import org.metergate.kit.ClockHost;
import org.metergate.recording.RecordingEvent;
import org.metergate.recording.RecordingWriter;
import org.metergate.spi.emulator.EmulatedMeter.Burst;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkUri;
import org.metergate.time.VirtualTime;

class ReplayLinkProviderTest {
  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime(TestMeter.START);

  @ParameterizedTest
  @CsvSource({"'', 610", "'?speed=1', 610", "'?speed=10', 70", "'?speed=max', 10"})
  void playsWhatWasRecordedAtTheSpeedAsked(String speed, long seconds) throws Exception {
    ByteLink link = open(recording() + speed);
    long bytes = 0;
    LinkLostException end = null;
    while (end == null) {
      try {
        bytes += link.read(new byte[300], Duration.ofMillis(500));
      } catch (LinkLostException e) {
        end = e;
      }
    }
    assertEquals(LinkFindings.END_OF_INPUT, end.finding().code());
    assertEquals(60 * 491, bytes);
    assertEquals(seconds, time.nanos() / 1e9, 4, "with ten seconds of quiet at the end");
    link.close();
  }

  /**
   * Sessions end for many reasons; each byte is played once all the same, and the end is the end.
   */
  @ParameterizedTest
  @CsvSource({"'', 7", "'?speed=10', 100", "'?speed=max', 491", "'?speed=max', 65536"})
  void playsEachByteOnceHoweverOftenItIsOpened(String speed, int bytesEach) throws Exception {
    ReplayLinkProvider provider = new ReplayLinkProvider();
    ClockHost host = new ClockHost(time);
    LinkUri uri = LinkUri.parse(recording() + speed);
    ByteArrayOutputStream played = new ByteArrayOutputStream();
    boolean ended = false;
    while (!ended) {
      ByteLink link = provider.open(uri, LineSettings.eightNone(2400), host);
      byte[] some = new byte[bytesEach];
      try {
        int count = link.read(some, Duration.ofSeconds(30));
        played.write(some, 0, count);
        assertTrue(played.size() <= 60 * 491, "bytes came twice");
        time.pause(Duration.ofSeconds(1));
      } catch (LinkLostException e) {
        assertEquals(LinkFindings.END_OF_INPUT, e.finding().code());
        ended = true;
      }
      link.close();
    }
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    for (Burst burst : new TestMeter().pass(Duration.ofMinutes(10))) {
      sent.write(burst.bytes());
    }
    assertArrayEquals(sent.toByteArray(), played.toByteArray());
    ByteLink after = provider.open(uri, LineSettings.eightNone(2400), host);
    assertThrows(LinkLostException.class, () -> after.read(new byte[10], Duration.ofSeconds(1)));
    assertEquals(
        491, openedBy(new ClockHost(time), provider, uri), "another program begins at the start");
  }

  private static int openedBy(Host host, ReplayLinkProvider provider, LinkUri uri)
      throws Exception {
    try (ByteLink link = provider.open(uri, LineSettings.eightNone(2400), host)) {
      return link.read(new byte[1000], Duration.ofMinutes(1));
    }
  }

  @Test
  void aMistakeInTheMiddleIsReportedAtEachOpeningAndNothingIsPlayedTwice() throws Exception {
    Path file = folder.resolve("bad.rec");
    Files.writeString(file, "# metergate-recording 1\n1 < 01\n2 < 0G\n3 < 03\n");
    LinkUri uri = LinkUri.parse("replay:" + file);
    ReplayLinkProvider provider = new ReplayLinkProvider();
    ClockHost host = new ClockHost(time);
    assertEquals(1, openedBy(host, provider, uri));
    for (int i = 0; i < 3; i++) {
      LinkLostException e =
          assertThrows(LinkLostException.class, () -> openedBy(host, provider, uri));
      assertEquals(LinkFindings.BAD_RECORDING, e.finding().code());
      assertTrue(e.finding().parameters().get("reason").startsWith("line 3"), e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?sped=2|There is no parameter 'sped'; did you mean 'speed'?",
        "?loop=1|There is no parameter 'loop'; there are: speed, lines.",
        "?speed=fast|The speed is 'fast', but must be a number like 1 or 10, or 'max'.",
        "?speed=-1|The speed is '-1', but must be a number like 1 or 10, or 'max'."
      })
  void refusesParametersThatItDoesNotKnow(String parameters, String sentence) throws Exception {
    String uri = recording() + parameters;
    LinkException e = assertThrows(LinkException.class, () -> open(uri));
    assertEquals(LinkFindings.BAD_LINK, e.finding().code());
    assertEquals(sentence, e.finding().parameters().get("reason"));
  }

  @Test
  void namesAFileThatIsNotThere() {
    LinkException e =
        assertThrows(LinkException.class, () -> open("replay:" + folder.resolve("none.rec")));
    assertEquals(LinkFindings.NO_SUCH_PORT, e.finding().code());
    assertTrue(e.finding().parameters().get("port").endsWith("none.rec"));
  }

  @Test
  void refusesAFileThatIsNoRecording() throws Exception {
    Path file = Files.write(folder.resolve("frame.bin"), new byte[] {0x7E, (byte) 0xA1, -1, 0});
    LinkException e = assertThrows(LinkException.class, () -> open("replay:" + file));
    assertEquals(LinkFindings.BAD_RECORDING, e.finding().code());
    assertTrue(e.finding().parameters().get("reason").startsWith("line 1 "));
  }

  @Test
  void refusesAFolder() {
    LinkException e = assertThrows(LinkException.class, () -> open("replay:" + folder));
    assertTrue(e.finding().parameters().containsKey("reason"), e.getMessage());
  }

  private String recording() throws Exception {
    Path file = folder.resolve("traffic.rec");
    StringBuilder text = new StringBuilder();
    RecordingWriter writer = new RecordingWriter(text);
    for (Burst burst : new TestMeter().pass(Duration.ofMinutes(10))) {
      long end = burst.startNanos() + burst.bytes().length * 4_166_666L;
      writer.write(new RecordingEvent.Received(end, burst.bytes()));
    }
    Files.writeString(file, text);
    return "replay:" + file;
  }

  private ByteLink open(String uri) throws LinkException {
    return new ReplayLinkProvider()
        .open(LinkUri.parse(uri), LineSettings.eightNone(2400), new ClockHost(time));
  }
}
