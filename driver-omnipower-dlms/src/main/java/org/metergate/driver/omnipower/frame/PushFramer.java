// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.frame;

import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;

/**
 * Finds HDLC frames and M-Bus frames in one stream. A frame is accepted when all its checksums are
 * right; after damage the search continues one byte after the false start, in the bytes already
 * held, so that a damaged byte never costs the next frame. The work for each byte is limited,
 * whatever the bytes are. Holds at most 4096 bytes. One thread.
 */
public final class PushFramer implements Framer<Frame> {
  /** Parts of a frame were seen half a second apart; after three seconds no more is expected. */
  static final long PATIENCE_NANOS = 3_000_000_000L;

  private static final int CAPACITY = 4096; // two of the longest frames

  private final byte[] buffer = new byte[CAPACITY];
  private final FrameChecksums checksums = new FrameChecksums(CAPACITY);
  private int start;
  private int end;

  /** Where the noise begins that was not yet reported; it ends at {@code start}. */
  private int noise;

  /** How many bytes must be present from {@code start} before the next attempt. */
  private int wanted;

  /** Whether the flag at {@code start} ended a good frame. */
  private boolean closing;

  private int idleFlags;

  /** Creates an empty framer. */
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

  private void search(FrameSink<Frame> sink, boolean ended) {
    while (start < end && (ended || end - start >= wanted)) {
      if (skipIdleFlag(sink)) {
        continue;
      }
      ScanResult scanResult = scanResult();
      wanted = 0;
      if (scanResult instanceof ScanResult.Found found) {
        reportNoise(sink);
        step(found.step());
        closing = found.frame() instanceof HdlcFrame;
        idleFlags = 0;
        sink.frame(found.frame());
      } else if (scanResult instanceof ScanResult.Broken broken) {
        breakOff(broken.damage(), sink);
      } else if (scanResult instanceof ScanResult.Needs needs && !ended) {
        wanted = needs.bytes();
      } else if (scanResult instanceof ScanResult.Begun begun && !ended) {
        wanted = begun.bytes();
      } else if (scanResult instanceof ScanResult.Begun) {
        breakOff(Damage.TRUNCATED, sink);
      } else {
        skipNoise(sink);
      }
    }
    reportNoise(sink);
    if (start == end) {
      checksums.moved(end);
      start = 0;
      end = 0;
      noise = 0;
    }
  }

  private ScanResult scanResult() {
    byte first = buffer[start];
    if (first == HdlcStart.FLAG) {
      return HdlcStart.at(buffer, start, end - start, checksums);
    }
    return first == MbusStart.START ? MbusStart.at(buffer, start, end - start) : ScanResult.NOTHING;
  }

  /** Of two consecutive flags the second may begin a frame; one extra is usual, more are noise. */
  private boolean skipIdleFlag(FrameSink<Frame> sink) {
    boolean idle =
        buffer[start] == HdlcStart.FLAG && end - start > 1 && buffer[start + 1] == HdlcStart.FLAG;
    if (!idle) {
      return false;
    }
    wanted = 0;
    if (idleFlags++ == 0) {
      reportNoise(sink);
      step(1);
    } else {
      start++;
    }
    closing = false;
    return true;
  }

  private void breakOff(Damage damage, FrameSink<Frame> sink) {
    reportNoise(sink);
    step(1);
    closing = false;
    idleFlags = 0;
    sink.corrupt(damage);
  }

  private void skipNoise(FrameSink<Frame> sink) {
    if (closing) {
      reportNoise(sink);
      step(1); // the flag was the end of the last frame
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

  private void reportNoise(FrameSink<Frame> sink) {
    if (noise < start) {
      int from = noise;
      noise = start;
      sink.noise(buffer, from, start - from);
    }
  }

  private void moveToFront() {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    checksums.moved(start);
    end -= start;
    start = 0;
    noise = 0;
  }
}
