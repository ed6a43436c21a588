// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.dialogue;

import java.util.Arrays;

/**
 * Removes a question from what is received after it: an optical head and a two-wire adapter reflect
 * what is sent. Some other bytes may come before the echo, but not many: further on the same bytes
 * may be a part of the answer. Bytes that begin like the question are held until they differ from
 * it or {@link #end} is called. One thread.
 */
final class EchoFilter {
  /** A meter or an adapter that switches the line may put out a byte or two. */
  private static final int NOISE = 8;

  private final byte[] question;
  private final int mostBefore;
  private final Rest rest;
  private int before;
  private int held; // bytes that were received and are the beginning of the question
  private boolean open;
  private boolean seen;

  /** Receives the bytes that are not the echo, in order. */
  @FunctionalInterface
  interface Rest {
    void accept(byte[] bytes, int offset, int length);
  }

  /**
   * Creates a filter that lets everything pass until a question is sent.
   *
   * @param question its bytes.
   * @param wakeUp the number of bytes sent before, which come back too.
   * @param rest receives all bytes except the echo.
   */
  EchoFilter(byte[] question, int wakeUp, Rest rest) {
    this.question = question;
    this.mostBefore = NOISE + wakeUp;
    this.rest = rest;
  }

  /** The question is sent: its echo may come. */
  void sent() {
    open = question.length > 0;
    seen = false;
    before = 0;
    held = 0;
  }

  /** Accepts received bytes. */
  void accept(byte[] chunk, int offset, int length) {
    int end = offset + length;
    int i = offset;
    while (open && i < end) {
      compare(chunk, i++);
    }
    if (i < end) {
      rest.accept(chunk, i, end - i);
    }
  }

  private void compare(byte[] chunk, int index) {
    while (held > 0 && chunk[index] != question[held]) {
      passOn(held - overlap());
    }
    if (chunk[index] != question[held]) {
      rest.accept(chunk, index, 1);
      before++;
    } else if (++held == question.length) {
      held = 0;
      seen = true;
      open = false;
    }
    if (before > mostBefore) {
      end();
    }
  }

  /** Returns how many of the last held bytes may still be the beginning of the echo. */
  private int overlap() {
    int length = held - 1;
    while (!Arrays.equals(question, 0, length, question, held - length, held)) {
      length--;
    }
    return length;
  }

  private void passOn(int count) {
    held -= count;
    before += count;
    rest.accept(question, 0, count);
  }

  /** Returns whether bytes are held that may be the beginning of the echo. */
  boolean holds() {
    return held > 0;
  }

  /** Returns whether the whole question came back since it was sent. */
  boolean seen() {
    return seen;
  }

  /** No echo is expected any more: what is held belongs to something else. */
  void end() {
    open = false;
    if (held > 0) {
      passOn(held);
    }
  }
}
