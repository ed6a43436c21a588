// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.frame;

import java.time.Duration;
import java.util.Arrays;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;

/**
 * Finds short and long frames of both directions; after damage it searches again from the byte
 * after the false start. An acknowledgement is a single byte that is common inside of data, so it
 * is found only where it is expected and at most two other bytes stand before it. The checksum is a
 * sum: a frame into which a byte was added may be found if its checksum is 16 like the stop byte,
 * so a caller must check that nothing follows a frame, see {@link #endsWithFrame}. Holds at most
 * 1285 bytes. One thread.
 */
public final class MbusFramer implements Framer<MbusFrame> {
  /** A meter sends a frame without gaps; adapters and serial servers deliver it in parts. */
  public static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final int STEP = 1024;

  /** A meter or an adapter that switches the line may put out a byte or two. */
  public static final int MOST_BEFORE_ACKNOWLEDGEMENT = 2;

  private final byte[] held = new byte[LongFrame.LONGEST + STEP];
  private int begin;
  private int end;
  private boolean acknowledgementExpected;
  private int stray; // bytes since the last frame that belong to none
  private boolean endedByFrame;

  /** Creates an empty framer. */
  public MbusFramer() {}

  /**
   * Sets whether a byte E5 outside of a frame is an acknowledgement from now on. What came before
   * is forgotten, also a frame that has begun.
   *
   * @param expected whether a question is asked that is answered by one.
   */
  public void expectAcknowledgement(boolean expected) {
    acknowledgementExpected = expected;
    begin = end;
    stray = 0;
    endedByFrame = false;
  }

  /**
   * Returns whether the last byte that was accepted is the last of a frame.
   *
   * @return false if anything followed the last frame, or none was found yet since acknowledgements
   *     were expected or no longer expected.
   */
  public boolean endsWithFrame() {
    return begin == end && endedByFrame;
  }

  /**
   * Returns whether the last bytes that were accepted may be the beginning of a frame.
   *
   * @return false if they are a whole frame, or belong to none.
   */
  public boolean isInsideFrame() {
    return begin < end;
  }

  /**
   * Returns the bytes that follow the last frame, as far as they are in the last chunk or may still
   * be the beginning of another frame.
   *
   * @return all of them if they are no more than two, else three or more; a copy.
   */
  public byte[] following() {
    return Arrays.copyOfRange(held, Math.max(0, begin - stray), end);
  }

  @Override
  public void accept(byte[] chunk, int offset, int length, FrameSink<MbusFrame> sink) {
    int from = offset;
    int left = length;
    while (left > 0) {
      System.arraycopy(held, begin, held, 0, end - begin);
      end -= begin;
      begin = 0;
      int count = Math.min(left, held.length - end);
      System.arraycopy(chunk, from, held, end, count);
      end += count;
      from += count;
      left -= count;
      search(false, sink);
    }
  }

  @Override
  public void silence(long nanos, FrameSink<MbusFrame> sink) {
    if (begin < end && nanos >= PATIENCE.toNanos()) {
      search(true, sink);
    }
  }

  /** Takes all that is complete; at the end of a transmission what is not complete is given up. */
  private void search(boolean last, FrameSink<MbusFrame> sink) {
    int noise = begin;
    while (begin < end) {
      int length = lengthAt(begin);
      if (length > end - begin && !last) {
        break;
      }
      if (length == 0) {
        skip();
        continue;
      }
      report(noise, sink);
      noise = begin;
      if (length < 0 || length > end - begin) {
        sink.corrupt(length < 0 ? Damage.HEADER : Damage.TRUNCATED);
        skip();
      } else if (take(length, sink)) {
        begin += length;
        noise = begin;
        stray = 0;
        endedByFrame = true;
      } else {
        skip();
      }
    }
    report(noise, sink);
  }

  private void skip() {
    begin++;
    stray = Math.min(stray + 1, MOST_BEFORE_ACKNOWLEDGEMENT + 1);
    endedByFrame = false;
  }

  private void report(int noise, FrameSink<MbusFrame> sink) {
    if (noise < begin) {
      sink.noise(held, noise, begin - noise);
    }
  }

  /**
   * Returns the length of the frame that begins at a byte, as far as its bytes tell; 0 if none
   * begins there, and -1 for the header of a long frame with one wrong byte.
   */
  private int lengthAt(int at) {
    int left = end - at;
    switch (held[at]) {
      case Acknowledgement.CHARACTER:
        return acknowledgementExpected && stray <= MOST_BEFORE_ACKNOWLEDGEMENT ? 1 : 0;
      case ShortFrame.START:
        if (left < ShortFrame.LENGTH) {
          return ShortFrame.LENGTH;
        }
        boolean good =
            held[at + 4] == LongFrame.STOP
                && held[at + 3] == (byte) LongFrame.checksum(held, at + 1, 2);
        return good ? ShortFrame.LENGTH : 0;
      case LongFrame.START:
        return longLengthAt(at, left);
      default:
        return 0;
    }
  }

  private int longLengthAt(int at, int left) {
    if (left < LongFrame.HEADER) {
      return LongFrame.HEADER;
    }
    int length = held[at + 1] & 0xFF;
    boolean repeated = held[at + 1] == held[at + 2] && length >= LongFrame.FIELDS;
    boolean started = held[at + 3] == LongFrame.START;
    if (repeated && started) {
      return LongFrame.HEADER + length + LongFrame.TRAILER;
    }
    return repeated || started ? -1 : 0;
  }

  /** Gives the complete frame at the beginning to the sink; returns false if it is damaged. */
  private boolean take(int length, FrameSink<MbusFrame> sink) {
    switch (held[begin]) {
      case Acknowledgement.CHARACTER:
        sink.frame(new Acknowledgement());
        return true;
      case ShortFrame.START:
        sink.frame(new ShortFrame(held[begin + 1] & 0xFF, held[begin + 2] & 0xFF));
        return true;
      default:
        return takeLong(length, sink);
    }
  }

  private boolean takeLong(int length, FrameSink<MbusFrame> sink) {
    int content = begin + LongFrame.HEADER;
    int checksum = begin + length - LongFrame.TRAILER;
    if (held[checksum + 1] != LongFrame.STOP) {
      sink.corrupt(Damage.END);
    } else if (LongFrame.checksum(held, content, checksum - content) != (held[checksum] & 0xFF)) {
      sink.corrupt(Damage.CHECKSUM);
    } else {
      sink.frame(
          new LongFrame(
              held[content] & 0xFF,
              held[content + 1] & 0xFF,
              held[content + 2] & 0xFF,
              Arrays.copyOfRange(held, content + LongFrame.FIELDS, checksum)));
      return true;
    }
    return false;
  }
}
