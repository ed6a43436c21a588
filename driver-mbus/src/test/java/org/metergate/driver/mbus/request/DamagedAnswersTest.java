// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.kit.TransmissionErrors;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.time.VirtualTime;

/** With one byte changed, lost or added, no answer gives another value than the meter sent. */
class DamagedAnswersTest {
  private static final MbusRequest DATA = MbusRequest.data(5, true);
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"));
  private final Line line = new Line();
  private final MbusExchange exchange =
      new MbusExchange(line, time, MbusExchange.line(2400), PATIENCE);
  private int asked;
  private int original;

  /** Gives each question one answer: at once, in chunks of some length, 16 ms apart. */
  private final class Line implements ByteLink {
    private byte[] answer = new byte[0];
    private int chunk;
    private int sent;

    @Override
    public int read(byte[] into, Duration maxWait) throws InterruptedException {
      int count = Math.min(chunk, answer.length - sent);
      time.pause(count > 0 ? Duration.ofMillis(16) : maxWait);
      System.arraycopy(answer, sent, into, 0, count);
      sent += count;
      return count;
    }

    @Override
    public void write(byte[] bytes) {
      sent = 0;
    }

    @Override
    public boolean request(boolean on) {
      return false;
    }

    @Override
    public void reconfigure(LineSettings settings) {}

    @Override
    public void discardInput() {
      sent = answer.length;
    }

    @Override
    public void close() {}
  }

  /**
   * The answers of a heat meter, of one whose checksum is the stop byte, of one whose data ends
   * like a frame, of one with a whole frame among its data, and an application error.
   */
  private static List<LongFrame> answers() {
    String header = "83112167 2D2C3504 2A000000";
    List<LongFrame> answers = new ArrayList<>();
    answers.add(answer(header + "0406 7B000000 0414 7A050000 0259 881A 4406 00000000"));
    for (int last = 0; last < 256; last++) {
      LongFrame frame = answer(header + "0406 7B0000%02X".formatted(last));
      byte[] bytes = frame.bytes();
      if (bytes[bytes.length - 2] == 0x16) {
        answers.add(frame);
      }
    }
    answers.add(answer(header + "0406 16161616 0414 16161616"));
    answers.add(answer(header + "0D78 09 " + Hex.of(answer("").bytes())));
    answers.add(new LongFrame(0x08, 5, 0x70, new byte[] {8}));
    assertEquals(5, answers.size());
    return answers;
  }

  private static LongFrame answer(String data) {
    return new LongFrame(0x08, 5, 0x72, Bus.bytes(data));
  }

  private Optional<LongFrame> heard(byte[] bytes, int chunk) throws Exception {
    line.answer = bytes;
    line.chunk = chunk;
    line.sent = bytes.length;
    asked++;
    return exchange.ask(DATA);
  }

  private void require(LongFrame sent, byte[] damaged, String what) throws Exception {
    for (int chunk : new int[] {1, 7, 300}) {
      Optional<LongFrame> found = heard(damaged, chunk);
      assertTrue(
          found.isEmpty() || found.get().equals(sent),
          () -> what + ": " + Hex.of(damaged) + " gave " + Hex.of(found.orElseThrow().bytes()));
      original += found.isPresent() ? 1 : 0;
    }
  }

  @Test
  void areTakenWhole() throws Exception {
    for (LongFrame sent : answers()) {
      for (int chunk = 1; chunk <= 61; chunk++) {
        assertEquals(Optional.of(sent), heard(sent.bytes(), chunk));
      }
    }
  }

  @Test
  void giveNothingWithOneByteChanged() throws Exception {
    for (LongFrame sent : answers()) {
      byte[] bytes = sent.bytes();
      for (int at = 0; at < bytes.length; at++) {
        for (int by = 1; by < 256; by++) {
          byte[] damaged = bytes.clone();
          damaged[at] ^= (byte) by;
          require(sent, damaged, "byte " + at);
        }
      }
    }
    assertEquals(0, original, "a changed byte was not noticed");
  }

  @Test
  void giveNothingWithOneByteLost() throws Exception {
    for (LongFrame sent : answers()) {
      for (int at = 0; at < sent.bytes().length; at++) {
        require(sent, TransmissionErrors.remove(sent.bytes(), at), "without byte " + at);
      }
    }
    assertEquals(0, original, "a lost byte was not noticed");
  }

  @Test
  void giveNoOtherValueWithOneByteAdded() throws Exception {
    int before = 0;
    for (LongFrame sent : answers()) {
      for (int at = 0; at <= sent.bytes().length; at++) {
        for (int value = 0; value < 256; value++) {
          require(sent, TransmissionErrors.insert(sent.bytes(), at, value), "before byte " + at);
        }
        before += at == 0 ? original : 0;
        original = 0;
      }
    }
    assertTrue(before > 0, "a byte before the answer belongs to the line, not to the answer");
    assertTrue(asked > 100_000, asked + " answers");
  }
}
