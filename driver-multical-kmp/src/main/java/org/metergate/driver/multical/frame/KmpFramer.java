// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.frame;

import java.time.Duration;
import java.util.Arrays;
import org.metergate.spi.codec.Crc16;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;

/**
 * Finds KMP frames of both directions. Since neither start byte nor the stop byte ever occurs
 * inside a frame, each start byte begins a new frame and the first stop byte ends it: stuffing is
 * undone in one pass, byte by byte, as it must be (1B E4 F2 is the content 1B F2). The checksum
 * does not detect a zero inserted just before the stop byte; the decoder of the content must reject
 * what does not end where its lengths require. Holds at most 600 bytes. One thread.
 */
public final class KmpFramer implements Framer<KmpFrame> {
  /** A meter sends a frame without gaps; adapters and serial servers deliver it in parts. */
  public static final Duration PATIENCE = Duration.ofSeconds(1);

  /** The meter itself, its top module, its base module (KMP protocol description, addresses). */
  private static final int METER = 0x3F;

  private static final int TOP_MODULE = 0x7F;
  private static final int BASE_MODULE = 0xBF;

  private static final int CHECKSUM = 2;
  private static final int SHORTEST = KmpFrame.HEADER + CHECKSUM;

  /** A logger is asked for at most 255 bytes of data; a margin for newer meters. */
  private static final int LONGEST = 600;

  private static final int NO_ESCAPE = 0;
  private static final int ESCAPED = 1;

  private final byte[] content = new byte[LONGEST];
  private Direction direction;
  private int length;
  private int escape = NO_ESCAPE;

  /** Creates an empty framer. */
  public KmpFramer() {}

  @Override
  public void accept(byte[] chunk, int offset, int chunkLength, FrameSink<KmpFrame> sink) {
    int end = offset + chunkLength;
    int i = offset;
    while (i < end) {
      i = direction == null ? seek(chunk, i, end, sink) : collect(chunk, i, end, sink);
    }
  }

  @Override
  public void silence(long nanos, FrameSink<KmpFrame> sink) {
    if (direction != null && nanos >= PATIENCE.toNanos()) {
      breakOff(Damage.TRUNCATED, sink);
    }
  }

  /** Skips bytes that belong to no frame; returns where the content of one begins, or the end. */
  private int seek(byte[] chunk, int from, int end, FrameSink<KmpFrame> sink) {
    int i = from;
    while (i < end && !begins(chunk[i])) {
      i++;
    }
    if (i > from) {
      sink.noise(chunk, from, i - from);
    }
    return i + 1;
  }

  private boolean begins(byte value) {
    int start = value & 0xFF;
    if (start == Direction.FROM_METER.start()) {
      direction = Direction.FROM_METER;
    } else if (start == Direction.TO_METER.start()) {
      direction = Direction.TO_METER;
    } else {
      return false;
    }
    length = 0;
    escape = NO_ESCAPE;
    return true;
  }

  /** Collects content up to the end of the frame or of the chunk; returns where to continue. */
  private int collect(byte[] chunk, int from, int end, FrameSink<KmpFrame> sink) {
    int i = from;
    while (i < end) {
      int value = chunk[i++] & 0xFF;
      if (escape == ESCAPED) {
        escape = NO_ESCAPE;
        if (!Stuffing.isSpecial(~value & 0xFF)) {
          breakOff(Damage.CONTENT, sink);
          return i - 1; // the byte may be the start of the next frame
        }
        value = ~value & 0xFF;
      } else if (value == Stuffing.ESCAPE) {
        escape = ESCAPED;
        continue;
      } else if (Stuffing.isSpecial(value)) {
        return special(value, i, sink);
      }
      if (length == LONGEST) {
        breakOff(Damage.CONTENT, sink);
        return i;
      }
      content[length++] = (byte) value;
    }
    return i;
  }

  /** A byte that occurs outside of frames only: the end, or a sign that the end was lost. */
  private int special(int value, int next, FrameSink<KmpFrame> sink) {
    if (value == Stuffing.STOP) {
      end(sink);
      return next;
    }
    breakOff(value == Stuffing.ACKNOWLEDGE ? Damage.CONTENT : Damage.TRUNCATED, sink);
    return next - 1;
  }

  private void end(FrameSink<KmpFrame> sink) {
    if (length < SHORTEST || !isAddress(content[0] & 0xFF)) {
      // the checksum begins at zero, so that zeros before a frame's content do not change it
      breakOff(Damage.CONTENT, sink);
    } else if (Crc16.XMODEM.of(content, 0, length) != 0) {
      breakOff(Damage.CHECKSUM, sink);
    } else {
      Direction sender = direction;
      direction = null;
      sink.frame(new KmpFrame(sender, Arrays.copyOf(content, length - CHECKSUM)));
    }
  }

  private static boolean isAddress(int value) {
    return value == METER || value == TOP_MODULE || value == BASE_MODULE;
  }

  private void breakOff(Damage damage, FrameSink<KmpFrame> sink) {
    direction = null;
    sink.corrupt(damage);
  }
}
