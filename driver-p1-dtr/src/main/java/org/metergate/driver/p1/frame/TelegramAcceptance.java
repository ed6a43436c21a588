// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.metergate.spi.codec.Crc16;

/**
 * Decides which telegrams are accepted. Keeps whether the line had checksums, so that a telegram
 * that lost its checksum on the way is not taken for a kind without one. One thread.
 */
final class TelegramAcceptance {
  /** Only telegrams with a checksum (DSMR 4 and later) contain their version. */
  private static final byte[] VERSION = "\n1-3:0.2.8(".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] LINE_END = {'\r', '\n'};

  /** This many consecutive telegrams without a checksum mean that the meter was exchanged. */
  private static final int NEW_METER = 10;

  private final ChecksumPolicy policy;
  private int mayLack;

  TelegramAcceptance(ChecksumPolicy policy) {
    this.policy = policy;
  }

  /** The decision: the protection of an accepted telegram, else why it is refused. */
  record Verdict(Optional<Protection> protection, Refusal refusal) {
    private static final Verdict CHECKSUM = good(Protection.CHECKSUM);

    private static Verdict good(Protection protection) {
      return new Verdict(Optional.of(protection), null);
    }

    private static Verdict bad(Refusal refusal) {
      return new Verdict(Optional.empty(), refusal);
    }
  }

  /**
   * Judges a telegram that has a checksum.
   *
   * @param b contains it, without parity bits.
   * @param from its slash.
   * @param to after its exclamation mark.
   * @param sent the checksum after it.
   */
  Verdict withChecksum(byte[] b, int from, int to, int sent) {
    if (Crc16.ARC.of(b, from, to - from) == sent) {
      mayLack = NEW_METER;
      return Verdict.CHECKSUM;
    }
    if (lacksCarriageReturns(b, from, to) && withLineEnds(b, from, to) == sent) {
      mayLack = NEW_METER;
      return Verdict.good(Protection.CHECKSUM_WITH_LINE_ENDS);
    }
    return damagedChecksum(b, from, to);
  }

  /** Judges a telegram whose checksum itself is damaged, so that it cannot be compared. */
  Verdict damagedChecksum(byte[] b, int from, int to) {
    if (policy != ChecksumPolicy.IGNORE) {
      return Verdict.bad(Refusal.CHECKSUM);
    }
    return Lines.allParse(b, from, to - 1)
        ? Verdict.good(Protection.CHECKSUM_IGNORED)
        : Verdict.bad(Refusal.LINE);
  }

  /**
   * Judges a telegram that has none.
   *
   * @param foreign what it contains that is no printable character; null for nothing.
   */
  Verdict withoutChecksum(byte[] b, int from, int to, boolean parity, Refusal foreign) {
    if (policy == ChecksumPolicy.REQUIRED
        || policy == ChecksumPolicy.AUTO && needsOne(b, from, to)) {
      return Verdict.bad(Refusal.CHECKSUM_MISSING);
    }
    if (foreign != null && (parity || policy != ChecksumPolicy.IGNORE)) {
      return Verdict.bad(foreign);
    }
    if (!Lines.allParse(b, from, to - 1)) {
      return Verdict.bad(Refusal.LINE);
    }
    return Verdict.good(parity ? Protection.PARITY : Protection.NONE);
  }

  private boolean needsOne(byte[] b, int from, int to) {
    if (mayLack > 0) {
      mayLack--;
      return true;
    }
    for (int i = from; i + VERSION.length <= to; i++) {
      int same = 0;
      while (same < VERSION.length && b[i + same] == VERSION[same]) {
        same++;
      }
      if (same == VERSION.length) {
        return true;
      }
    }
    return false;
  }

  private static boolean lacksCarriageReturns(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (b[i] == '\r') {
        return false;
      }
    }
    return true;
  }

  private static int withLineEnds(byte[] b, int from, int to) {
    int crc = 0;
    int line = from;
    for (int i = from; i < to; i++) {
      if (b[i] == '\n') {
        crc = Crc16.ARC.extend(crc, b, line, i - line);
        crc = Crc16.ARC.extend(crc, LINE_END, 0, LINE_END.length);
        line = i + 1;
      }
    }
    return Crc16.ARC.extend(crc, b, line, to - line);
  }
}
