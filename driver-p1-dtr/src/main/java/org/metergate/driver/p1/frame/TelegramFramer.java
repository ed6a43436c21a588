// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

import java.util.Arrays;
import java.util.Optional;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;

/**
 * Finds telegrams in a stream, plain ones and encrypted ones. Each byte of a plain one is examined
 * once: a new beginning within a telegram means that the rest of the old one was lost, and any
 * other byte may be part of a text until the checksum decides. Holds at most 16 KiB. One thread.
 */
public final class TelegramFramer implements Framer<Frame> {
  /** Within a telegram meters pause for tenths of a second; a DSMR 5 meter repeats each second. */
  static final long PATIENCE_NANOS = 2_000_000_000L;

  /** How late the last bytes of a telegram may be. */
  static final long END_PATIENCE_NANOS = 200_000_000L;

  private static final int CAPACITY = 16_384;

  /** In bytes; no meter sends more in ten seconds at 9600 baud. */
  public static final int LONGEST_TEXT = 12_288;

  private final TelegramAcceptance telegramAcceptance;
  private final byte[] buffer = new byte[CAPACITY];
  private State state = State.BETWEEN;
  private Alphabet alphabet = Alphabet.PLAIN;

  /** Where the current telegram begins. */
  private int start;

  /** The next byte to examine. */
  private int scan;

  private int end;

  /** Where the noise begins that was not yet reported. */
  private int noise;

  /** The position of the exclamation mark, while the checksum is read. */
  private int mark;

  /** The length of the current encrypted telegram. */
  private int length;

  /** Whether the line end after a telegram may still arrive. */
  private boolean trailing;

  private Refusal refusal = Refusal.CUT;

  private enum State {
    BETWEEN,
    TEXT,
    CHECKSUM,
    SEALED
  }

  /**
   * Creates an empty framer.
   *
   * @param policy when a telegram is accepted.
   */
  public TelegramFramer(ChecksumPolicy policy) {
    this.telegramAcceptance = new TelegramAcceptance(policy);
  }

  /**
   * Returns why the last telegram was refused; valid from within {@link FrameSink#corrupt} on.
   *
   * @return the reason, which is finer than its damage.
   */
  public Refusal refusal() {
    return refusal;
  }

  @Override
  public void accept(byte[] chunk, int offset, int count, FrameSink<Frame> sink) {
    int taken = 0;
    while (taken < count) {
      if (buffer.length - end < count - taken) {
        moveToFront();
      }
      int some = Math.min(count - taken, buffer.length - end);
      System.arraycopy(chunk, offset + taken, buffer, end, some);
      taken += some;
      end += some;
      search(sink, false);
    }
  }

  @Override
  public void silence(long nanos, FrameSink<Frame> sink) {
    boolean ended = state == State.CHECKSUM || state == State.SEALED && end - start >= length;
    if (start < end && nanos >= (ended ? END_PATIENCE_NANOS : PATIENCE_NANOS)) {
      search(sink, true);
    }
  }

  private void search(FrameSink<Frame> sink, boolean ended) {
    boolean more = true;
    while (more) {
      more =
          switch (state) {
            case BETWEEN -> between(sink, ended);
            case TEXT -> text(sink, ended);
            case CHECKSUM -> checksum(sink, ended);
            case SEALED -> sealed(sink, ended);
          };
    }
    if (start == end) {
      start = 0;
      scan = 0;
      end = 0;
      noise = 0;
    }
  }

  /** Looks for a beginning; false when all bytes were examined. */
  private boolean between(FrameSink<Frame> sink, boolean ended) {
    while (scan < end) {
      Start found = Start.possible(buffer[scan]) ? Start.at(buffer, scan, end - scan) : Start.NONE;
      if (found == Start.NONE || found == Start.MAYBE && ended) {
        skip();
        continue;
      }
      start = scan;
      reportNoise(sink);
      if (found == Start.MAYBE) {
        return false;
      }
      trailing = false;
      begin(found);
      return true;
    }
    start = scan;
    reportNoise(sink);
    return false;
  }

  private void begin(Start found) {
    if (found == Start.SEALED) {
      length = Start.sealedLength(buffer, start, end - start);
      state = State.SEALED;
    } else {
      alphabet = found == Start.PARITY_TEXT ? Alphabet.PARITY : Alphabet.PLAIN;
      scan = start + Start.TEXT_HEAD;
      state = State.TEXT;
    }
  }

  /** Skips a byte that begins nothing; the line end after a telegram is not noise. */
  private void skip() {
    int c = buffer[scan++] & 0x7F;
    if (trailing && (c == '\r' || c == '\n' || c == 0)) {
      noise = scan;
    } else {
      trailing = false;
    }
  }

  private boolean text(FrameSink<Frame> sink, boolean ended) {
    byte[] classes = alphabet.classes();
    int at = scan;
    while (at < end && classes[buffer[at] & 0xFF] <= Alphabet.TEXT) {
      at++;
    }
    scan = at;
    if (at - start > LONGEST_TEXT) {
      return breakOff(Refusal.TOO_LONG, sink);
    }
    if (at == end) {
      return ended && breakOff(Ending.missing(alphabet, buffer, start, scan), sink);
    }
    return classes[buffer[at] & 0xFF] == Alphabet.MARK ? mark(ended) : slash(sink, ended);
  }

  private boolean mark(boolean ended) {
    if (end - scan < Ending.reach() && !ended && !alphabet.isLineEnd(buffer[scan - 1])) {
      return false;
    }
    if (Ending.isAt(alphabet, buffer, scan, end)) {
      mark = scan;
      state = State.CHECKSUM;
    }
    scan++;
    return true;
  }

  /** A slash within a telegram may be part of its name, or the next telegram that cut this one. */
  private boolean slash(FrameSink<Frame> sink, boolean ended) {
    Start found = Start.at(buffer, scan, end - scan);
    if (found == Start.MAYBE && !ended) {
      return false;
    }
    if (found == Start.NONE || found == Start.MAYBE) {
      scan++;
      return true;
    }
    return breakOff(Ending.missing(alphabet, buffer, start, scan), sink);
  }

  /** Reads up to four hexadecimal digits; leading zeros may be missing. */
  private boolean checksum(FrameSink<Frame> sink, boolean ended) {
    while (scan < end && scan - mark <= Ending.DIGITS && digit(scan) >= 0) {
      scan++;
    }
    int digits = scan - mark - 1;
    if (digits == Ending.DIGITS || digits > 0 && (scan < end || ended)) {
      return finish(admission(digits), sink);
    }
    if (scan == end) {
      return ended && finish(admission(0), sink);
    }
    if (buffer[scan] == 0) { // padding between the mark and what follows it
      System.arraycopy(buffer, scan + 1, buffer, scan, end - scan - 1);
      end--;
      return true;
    }
    return end(sink, ended);
  }

  /** A mark without a checksum ends its line; digits after that were those of a checksum. */
  private boolean end(FrameSink<Frame> sink, boolean ended) {
    boolean lineEnd = alphabet.isLineEnd(buffer[scan]);
    if (lineEnd && scan + 1 == end && !ended) {
      return false;
    }
    boolean digits = scan + 1 < end && digit(scan + 1) >= 0;
    return finish(lineEnd && !digits ? admission(0) : damaged(), sink);
  }

  private TelegramAcceptance.Verdict admission(int digits) {
    int to = mark + 1;
    if (digits == 0) {
      Refusal foreign = alphabet.foreign(buffer, start, to);
      alphabet.strip(buffer, start, to);
      return telegramAcceptance.withoutChecksum(buffer, start, to, alphabet.parity(), foreign);
    }
    int sent = 0;
    for (int i = 0; i < digits; i++) {
      sent = sent << 4 | digit(to + i);
    }
    alphabet.strip(buffer, start, to);
    return telegramAcceptance.withChecksum(buffer, start, to, sent);
  }

  private TelegramAcceptance.Verdict damaged() {
    alphabet.strip(buffer, start, mark + 1);
    return telegramAcceptance.damagedChecksum(buffer, start, mark + 1);
  }

  private int digit(int at) {
    return alphabet.digit(buffer[at]);
  }

  private boolean finish(TelegramAcceptance.Verdict verdict, FrameSink<Frame> sink) {
    Optional<Protection> protection = verdict.protection();
    if (protection.isEmpty()) {
      return breakOff(verdict.refusal(), sink);
    }
    Telegram telegram = new Telegram(Arrays.copyOfRange(buffer, start, mark + 1), protection.get());
    found(scan);
    sink.frame(telegram);
    return true;
  }

  private boolean sealed(FrameSink<Frame> sink, boolean ended) {
    boolean whole = end - start >= length;
    if (!whole && !ended) {
      return false;
    }
    int inner = Start.innerSealed(buffer, start, whole ? start + length : end, end);
    if (inner > 0 && Start.at(buffer, inner, end - inner) == Start.SEALED || !whole) {
      scan = inner > 0 ? inner : start + 1;
      return breakOff(Refusal.CUT, sink);
    }
    if (inner > 0 && !ended) {
      return false; // the last bytes may be the header of the next one
    }
    EncryptedTelegram telegram =
        new EncryptedTelegram(Arrays.copyOfRange(buffer, start, start + length));
    found(start + length);
    sink.frame(telegram);
    return true;
  }

  private void found(int next) {
    start = next;
    scan = next;
    noise = next;
    trailing = true;
    state = State.BETWEEN;
  }

  /**
   * Gives up the current telegram and continues at {@link #scan}; the bytes before become noise.
   */
  private boolean breakOff(Refusal reason, FrameSink<Frame> sink) {
    noise = start;
    state = State.BETWEEN;
    refusal = reason;
    sink.corrupt(reason.damage());
    return true;
  }

  private void reportNoise(FrameSink<Frame> sink) {
    if (noise < scan) {
      int from = noise;
      noise = scan;
      sink.noise(buffer, from, scan - from);
    }
    noise = scan;
  }

  private void moveToFront() {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    scan -= start;
    mark -= start;
    start = 0;
    noise = 0;
  }
}
