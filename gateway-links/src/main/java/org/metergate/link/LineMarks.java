// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the marks that a terminal with PARMRK puts into its stream (termios(3)): FF 00 00 is a
 * break, FF 00 x a byte x with a wrong parity bit or without its stop bit, and FF FF the byte FF. A
 * mark may be cut by the end of a read. How exact the marks are depends on the adapter: some flag a
 * whole USB packet for one bad byte, some flag nothing. One thread.
 */
public final class LineMarks {
  private static final int MARK = 0xFF;

  /** What the line did while a byte was received. */
  public enum Kind {
    /** The byte came undamaged. */
    GOOD,
    /** Its parity bit was wrong or its stop bit missing. */
    DAMAGED,
    /** The line was low for longer than a byte. */
    BREAK
  }

  /**
   * One byte of the line.
   *
   * @param kind how it came.
   * @param value 0 to 255; 0 for a break.
   */
  public record Mark(Kind kind, int value) {}

  private enum State {
    PLAIN,
    AFTER_FF,
    AFTER_FF_00
  }

  private State state = State.PLAIN;

  /** Starts at the beginning of a stream. */
  public LineMarks() {}

  /**
   * Reads the next bytes of the stream.
   *
   * @param bytes as read from a link of {@link SerialLinkProvider#openMarked}.
   * @param count how many of them, from index 0.
   * @return what is complete; an unfinished mark is kept for the next call.
   */
  public List<Mark> read(byte[] bytes, int count) {
    List<Mark> marks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      read(bytes[i] & 0xFF, marks);
    }
    return marks;
  }

  private void read(int value, List<Mark> marks) {
    if (state == State.AFTER_FF_00) {
      marks.add(new Mark(value == 0 ? Kind.BREAK : Kind.DAMAGED, value));
      state = State.PLAIN;
    } else if (state == State.AFTER_FF && value == 0) {
      state = State.AFTER_FF_00;
    } else if (state == State.AFTER_FF) {
      // anything but FF cannot follow; then the first FF was a byte that came without its escape
      marks.add(new Mark(Kind.GOOD, MARK));
      state = State.PLAIN;
      if (value != MARK) {
        marks.add(new Mark(Kind.GOOD, value));
      }
    } else if (value == MARK) {
      state = State.AFTER_FF;
    } else {
      marks.add(new Mark(Kind.GOOD, value));
    }
  }
}
