// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.frame;

import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;

/**
 * Finds HDLC frames and M-Bus frames in one stream. A frame is believed when all its checksums
 * hold; after damage the search goes on one byte behind the false start, in what is already held,
 * so that a hit byte never costs the frame behind. Holds at most 4096 bytes. One thread.
 */
public final class PushFramer implements Framer<Frame> {
  /** A frame's pieces were seen half a second apart; after three seconds no more comes. */
  static final long PATIENCE_NANOS = 3_000_000_000L;

  private static final int CAPACITY = 4096; // two of the longest frames

  private final byte[] buffer = new byte[CAPACITY];
  private int start;
  private int end;

  /** Where the noise begins that was not told of yet; it ends at {@code start}. */
  private int noise;

  /** How many bytes the place at {@code start} needs before it is worth another look. */
  private int wanted;

  /** Whether the flag at {@code start} ended a good frame. */
  private boolean closing;

  private int idleFlags;

  /** Begins with nothing held. */
  public PushFramer() {}

  @Override
  public void accept(byte[] chunk, int offset, int length, FrameSink<Frame> sink) {
    int taken = 0;
    while (taken < length) {
      if (buffer.length - end < length - taken) {
        moveToFront();
      }
      int count = Math.min(length - taken, buffer.length - end);
      System.arraycopy(chunk, offset + taken, buffer, end, count);
      taken += count;
      end += count;
      search(sink, false);
    }
  }

  @Override
  public void silence(long nanos, FrameSink<Frame> sink) {
    boolean onlyClosingFlag = closing && end - start == 1;
    if (nanos >= PATIENCE_NANOS && start < end && !onlyClosingFlag) {
      search(sink, true);
    }
  }

  private void search(FrameSink<Frame> sink, boolean noMoreComes) {
    while (start < end && (noMoreComes || end - start >= wanted)) {
      if (skipIdleFlag(sink)) {
        continue;
      }
      ScanResult scanResult = scanResult();
      wanted = 0;
      if (scanResult instanceof ScanResult.Found found) {
        tellNoise(sink);
        step(found.step());
        closing = found.frame() instanceof HdlcFrame;
        idleFlags = 0;
        sink.frame(found.frame());
      } else if (scanResult instanceof ScanResult.Broken broken) {
        breakOff(broken.damage(), sink);
      } else if (scanResult instanceof ScanResult.Needs needs && !noMoreComes) {
        wanted = needs.bytes();
      } else if (scanResult instanceof ScanResult.Begun begun && !noMoreComes) {
        wanted = begun.bytes();
      } else if (scanResult instanceof ScanResult.Begun) {
        breakOff(Damage.TRUNCATED, sink);
      } else {
        passNoise(sink);
      }
    }
    tellNoise(sink);
    if (start == end) {
      start = 0;
      end = 0;
      noise = 0;
    }
  }

  private ScanResult scanResult() {
    byte first = buffer[start];
    if (first == HdlcStart.FLAG) {
      return HdlcStart.at(buffer, start, end - start);
    }
    return first == MbusStart.START ? MbusStart.at(buffer, start, end - start) : ScanResult.NOTHING;
  }

  /** Of two flags in a row the second may begin a frame; one too many is usual, more are noise. */
  private boolean skipIdleFlag(FrameSink<Frame> sink) {
    boolean idle =
        buffer[start] == HdlcStart.FLAG && end - start > 1 && buffer[start + 1] == HdlcStart.FLAG;
    if (!idle) {
      return false;
    }
    wanted = 0;
    if (idleFlags++ == 0) {
      tellNoise(sink);
      step(1);
    } else {
      start++;
    }
    closing = false;
    return true;
  }

  private void breakOff(Damage damage, FrameSink<Frame> sink) {
    tellNoise(sink);
    step(1);
    closing = false;
    idleFlags = 0;
    sink.corrupt(damage);
  }

  private void passNoise(FrameSink<Frame> sink) {
    if (closing) {
      tellNoise(sink);
      step(1); // the flag did its duty at the end of the last frame
    } else {
      start++;
    }
    closing = false;
    idleFlags = 0;
  }

  private void step(int bytes) {
    start += bytes;
    noise = start;
  }

  private void tellNoise(FrameSink<Frame> sink) {
    if (noise < start) {
      int from = noise;
      noise = start;
      sink.noise(buffer, from, start - from);
    }
  }

  private void moveToFront() {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    noise = 0;
  }
}
