// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056.frame;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;

/**
 * Finds the messages of modes A to C: identifications, lines that have no check character, and data
 * blocks (IEC 62056-21, clause 6.3.4, message 4): STX, text, ETX and a block check character, which
 * is the exclusive or of everything after STX up to and including ETX (ISO 1155). That check is
 * weak, so brackets must match too. STX cannot occur inside a block, so a failed block contains no
 * other start.
 */
public final class MessageFramer implements Framer<Message> {
  /** The most characters of a block; the longest known readouts have about four thousand. */
  public static final int LONGEST = 16 * 1024;

  private static final int LONGEST_LINE = 64;
  private static final long PATIENCE = Duration.ofSeconds(3).toNanos();

  private final StringBuilder text = new StringBuilder();
  private State state = State.LINE;
  private int check;
  private boolean open;

  private enum State {
    LINE,
    BLOCK,
    CHECK
  }

  /** Creates a framer that waits for the first message. */
  public MessageFramer() {}

  @Override
  public void accept(byte[] chunk, int offset, int length, FrameSink<Message> sink) {
    for (int i = offset; i < offset + length; i++) {
      int c = chunk[i] & 0xFF;
      switch (state) {
        case LINE -> line(c, sink);
        case BLOCK -> block(c, sink);
        case CHECK -> {
          if (c == check) {
            sink.frame(new Message.Block(text.toString()));
            begin(State.LINE);
          } else {
            fail(Damage.CHECKSUM, c, sink);
          }
        }
      }
    }
  }

  private void line(int c, FrameSink<Message> sink) {
    if (c == Ascii.STX || c == '/' || text.length() == LONGEST_LINE) {
      drop(sink);
    }
    if (c == Ascii.STX) {
      begin(State.BLOCK);
      return;
    }
    text.append((char) c);
    if (c == Ascii.LF) {
      Identification.parse(text.toString().strip()).ifPresentOrElse(sink::frame, () -> drop(sink));
      begin(State.LINE);
    }
  }

  /** A line of another form is noise: the echo of a request, for example. */
  private void drop(FrameSink<Message> sink) {
    if (text.length() > 0) {
      sink.noise(text.toString().getBytes(StandardCharsets.ISO_8859_1), 0, text.length());
      begin(State.LINE);
    }
  }

  private void block(int c, FrameSink<Message> sink) {
    if (c == Ascii.ETX) {
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

  private void begin(State next) {
    text.setLength(0);
    check = 0;
    open = false;
    state = next;
  }

  private void fail(Damage damage, int c, FrameSink<Message> sink) {
    sink.corrupt(damage);
    begin(c == Ascii.STX ? State.BLOCK : State.LINE);
  }

  @Override
  public void silence(long nanos, FrameSink<Message> sink) {
    if (nanos < PATIENCE) {
      return;
    }
    if (state == State.LINE) {
      drop(sink);
    } else {
      sink.corrupt(Damage.TRUNCATED);
      begin(State.LINE);
    }
  }
}
