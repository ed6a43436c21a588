// SPDX-License-Identifier: Apache-2.0
package org.metergate.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.time.SystemTime;
import org.metergate.time.VirtualTime;

class RecordingLinkTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String TEXT =
      "# metergate-recording 1\n"
          + "0 ! settings 2400 8N1\n"
          + "10 < 010203\n"
          + "10.5 > FF\n"
          + "20 < 04\n"
          + "100 ! silence\n";

  private final VirtualTime time = new VirtualTime(Instant.EPOCH);
  private final byte[] into = new byte[2];

  @Test
  void givesBytesWhenTheyAreDue() throws Exception {
    RecordingLink link = link(TEXT, 1);
    assertEquals(0, link.read(into, Duration.ofSeconds(4)));
    assertEquals(4, seconds());
    assertEquals(2, link.read(into, MINUTE));
    assertEquals(10, seconds());
    assertArrayEquals(new byte[] {1, 2}, into);
    assertEquals(1, link.read(into, MINUTE));
    assertEquals(10, seconds());
    assertEquals(3, into[0]);
    assertEquals(1, link.read(into, MINUTE));
    assertEquals(20, seconds());
  }

  @Test
  void endsTenSecondsBehindTheLastSilence() throws Exception {
    RecordingLink link = link(TEXT, 1);
    while (link.read(into, MINUTE) > 0) {
      // up to the silence
    }
    assertEquals(80, seconds(), "the read after the last byte waits its minute");
    LinkLostException end = lost(link);
    assertEquals(LinkFindings.END_OF_INPUT.with("port", "test"), end.finding());
    assertEquals(110, seconds());
    assertThrows(LinkLostException.class, () -> link.read(into, MINUTE));
  }

  @Test
  void playsFaster() throws Exception {
    RecordingLink link = link(TEXT, 10);
    assertEquals(2, link.read(into, MINUTE));
    assertEquals(Duration.ofSeconds(1).toNanos(), time.nanos());
    lost(link);
    assertEquals(20, seconds(), "the silence at the end keeps its length");
  }

  @Test
  void waitsForNothingAtSpeedZero() throws Exception {
    RecordingLink link = link(TEXT, 0);
    assertEquals(2, link.read(into, Duration.ZERO));
    assertEquals(1, link.read(into, Duration.ZERO));
    assertEquals(1, link.read(into, Duration.ZERO));
    assertEquals(0, seconds());
    lost(link);
    assertEquals(10, seconds());
  }

  @Test
  void discardsWhatHasArrivedAndNothingElse() throws Exception {
    RecordingLink link = link(TEXT, 1);
    time.pause(Duration.ofSeconds(15));
    link.discardInput();
    assertEquals(1, link.read(into, MINUTE));
    assertEquals(4, into[0]);
    assertEquals(20, seconds());
  }

  @Test
  void namesABadLineInTheMiddle() throws Exception {
    RecordingLink link = link(TEXT + "101 < 0G\n", 1);
    assertEquals(2, link.read(into, MINUTE));
    LinkLostException e = lost(link);
    assertEquals(LinkFindings.BAD_RECORDING, e.finding().code());
    assertTrue(e.finding().parameters().get("reason").startsWith("line 7 "), e.getMessage());
  }

  @Test
  void acceptsWritesAndRequestsAsTheMeterDidThen() throws Exception {
    RecordingLink link = link(TEXT, 1);
    link.write(new byte[] {1});
    assertTrue(link.request(true));
    link.close();
    assertThrows(LinkLostException.class, () -> link.write(into));
    assertThrows(LinkLostException.class, () -> link.request(true));
  }

  @Test
  void endsAWaitingReadWhenClosedFromAnotherThread() {
    RecordingEvent far = new RecordingEvent.Received(MINUTE.toNanos() * 60, new byte[1]);
    AtomicInteger closes = new AtomicInteger();
    RecordingLink link = new RecordingLink("test", new OneEvent(far, closes), new SystemTime(), 1);
    CompletableFuture<Integer> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return link.read(new byte[1], MINUTE);
              } catch (LinkLostException | InterruptedException e) {
                throw new CompletionException(e);
              }
            });
    link.close();
    CompletionException e =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> assertThrows(CompletionException.class, read::join));
    assertEquals(LinkFindings.LINK_LOST, ((LinkLostException) e.getCause()).finding().code());
    assertEquals(1, closes.get(), "the underlying file is closed too");
  }

  @Test
  void stopsWhenItsThreadIsInterrupted() throws Exception {
    RecordingLink link = link(TEXT, 1);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> link.read(into, MINUTE));
  }

  @Test
  void refusesASpeedThatIsNone() {
    assertThrows(IllegalArgumentException.class, () -> link(TEXT, -1));
    assertThrows(IllegalArgumentException.class, () -> link(TEXT, Double.NaN));
  }

  private record OneEvent(RecordingEvent event, AtomicInteger closes)
      implements RecordingLink.Events {
    @Override
    public Optional<RecordingEvent> next() {
      return Optional.of(event);
    }

    @Override
    public void close() {
      closes.incrementAndGet();
    }
  }

  private LinkLostException lost(RecordingLink link) {
    return assertThrows(
        LinkLostException.class,
        () -> {
          while (true) {
            link.read(into, MINUTE);
          }
        });
  }

  private RecordingLink link(String text, double speed) throws Exception {
    RecordingReader reader = new RecordingReader(new BufferedReader(new StringReader(text)));
    return new RecordingLink("test", reader::next, time, speed);
  }

  private long seconds() {
    return time.nanos() / 1_000_000_000L;
  }
}
