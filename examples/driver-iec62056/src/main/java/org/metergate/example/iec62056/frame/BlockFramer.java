// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056.frame;

import java.time.Duration;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;

/**
 * Finds the data blocks of modes A to C (IEC 62056-21, clause 6.3.4, message 4): STX, text, ETX and
 * a block check character, which is the exclusive or of everything after STX up to and including
 * ETX (ISO 1155). A frame is the text alone. That check is weak, so brackets must match too. STX
 * cannot occur inside a block, so a failed block contains no other start.
 */
public final class BlockFramer implements Framer<String> {
  /** The longest known readouts have about four thousand characters. */
  private static final int LONGEST = 16 * 1024;

  private static final long PATIENCE = Duration.ofSeconds(3).toNanos();

  private final StringBuilder text = new StringBuilder();
  private State state = State.OUTSIDE;
  private int check;
  private boolean open;

  private enum State {
    OUTSIDE,
    TEXT,
    CHECK
  }

  /** Creates a framer that waits for the first block. */
  public BlockFramer() {}

  @Override
  public void accept(byte[] chunk, int offset, int length, FrameSink<String> sink) {
    int noise = 0;
    for (int i = offset; i < offset + length; i++) {
      int c = chunk[i] & 0xFF;
      if (state == State.OUTSIDE && c != Ascii.STX) {
        noise++;
        continue;
      }
      if (noise > 0) {
        sink.noise(chunk, i - noise, noise);
        noise = 0;
      }
      take(c, sink);
    }
    if (noise > 0) {
      sink.noise(chunk, offset + length - noise, noise);
    }
  }

  private void take(int c, FrameSink<String> sink) {
    if (state == State.CHECK && c == check) {
      sink.frame(text.toString());
      state = State.OUTSIDE;
    } else if (state == State.CHECK) {
      fail(Damage.CHECKSUM, c, sink);
    } else if (c == Ascii.STX && state == State.OUTSIDE) {
      begin();
    } else if (c == Ascii.ETX) {
      check ^= c;
      state = State.CHECK;
    } else if (!Ascii.isText(c) || c == '(' && open || c == ')' && !open) {
      fail(Damage.CONTENT, c, sink);
    } else if (text.length() == LONGEST) {
      fail(Damage.END, c, sink);
    } else {
      open = c == '(' || open && c != ')';
      check ^= c;
      text.append((char) c);
    }
  }

  private void begin() {
    text.setLength(0);
    check = 0;
    open = false;
    state = State.TEXT;
  }

  private void fail(Damage damage, int c, FrameSink<String> sink) {
    sink.corrupt(damage);
    state = State.OUTSIDE;
    if (c == Ascii.STX) {
      begin();
    }
  }

  @Override
  public void silence(long nanos, FrameSink<String> sink) {
    if (state != State.OUTSIDE && nanos >= PATIENCE) {
      sink.corrupt(Damage.TRUNCATED);
      state = State.OUTSIDE;
    }
  }
}
