// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.metergate.spi.codec.Crc16;
import org.metergate.spi.finding.FindingCode;

/**
 * Guesses what is wrong with a line from the bytes that form no frame. Looks only at what came
 * since the last good frame, so a line that works is never accused. One thread.
 */
final class LineNoise {
  private static final int SAMPLE = 512;

  /** More than the longest frame, so that listening from the middle of one accuses nobody. */
  private static final int SURE = 600;

  private static final long SURE_AFTER = TimeUnit.SECONDS.toNanos(25);

  /** Headers of an OMNIPOWER's lists, plain and encrypted, read with even parity at 2400 baud. */
  private static final byte[][] READ_WITH_PARITY = {
    {0x7E, 0x13, 0x2B, 0x48, (byte) 0xA2, (byte) 0xD2}, {0x7E, 0x68, 0x2F, 0x0D, 0x13, (byte) 0xDC}
  };

  /** A P1 telegram begins with a slash and the maker; its lines begin with a reduced OBIS code. */
  private static final Pattern P1 =
      Pattern.compile(
          "/[A-Za-z]{3}\\d[^\\r\\n]{0,96}\\r?\\n|\\r?\\n[01]-\\d:\\d+\\.\\d+\\.\\d+\\(");

  private static final int KMP_REQUEST = 0x80;
  private static final int KMP_RESPONSE = 0x40;
  private static final int KMP_STOP = 0x0D;
  private static final int KMP_ESCAPE = 0x1B;
  private static final int KMP_SHORTEST = 4;

  private final byte[] sample = new byte[SAMPLE];
  private int held;
  private long bytes;
  private int damages;
  private long since;

  /** A good frame came: the line works. */
  void goodFrame() {
    held = 0;
    bytes = 0;
    damages = 0;
  }

  /** A frame was damaged; its bytes will be heard as noise and prove nothing more. */
  void damaged() {
    damages++;
  }

  /**
   * Takes bytes that belong to no frame.
   *
   * @param now steady time in nanoseconds.
   * @return what is wrong, where that can be told.
   */
  Optional<FindingCode> heard(byte[] heard, int offset, int length, long now) {
    if (bytes == 0) {
      since = now;
    }
    bytes += length;
    keep(heard, offset, length);
    if (Arrays.stream(READ_WITH_PARITY).anyMatch(this::holds)) {
      return Optional.of(OmnipowerFindings.WRONG_PARITY);
    }
    if (P1.matcher(new String(sample, 0, held, StandardCharsets.ISO_8859_1)).find()) {
      return Optional.of(OmnipowerFindings.P1_TEXT);
    }
    if (holdsKmp()) {
      return Optional.of(OmnipowerFindings.KMP_TRAFFIC);
    }
    boolean sure = bytes >= SURE || now - since >= SURE_AFTER;
    boolean byDamage = (long) damages * SURE >= bytes;
    return sure && !byDamage ? Optional.of(OmnipowerFindings.UNREADABLE) : Optional.empty();
  }

  /** Keeps the last bytes. */
  private void keep(byte[] heard, int offset, int length) {
    int count = Math.min(length, SAMPLE);
    int stay = Math.min(held, SAMPLE - count);
    System.arraycopy(sample, held - stay, sample, 0, stay);
    System.arraycopy(heard, offset + length - count, sample, stay, count);
    held = stay + count;
  }

  private boolean holds(byte[] signature) {
    for (int i = 0; i + signature.length <= held; i++) {
      if (Arrays.equals(sample, i, i + signature.length, signature, 0, signature.length)) {
        return true;
      }
    }
    return false;
  }

  private boolean holdsKmp() {
    for (int i = 0; i < held; i++) {
      int first = sample[i] & 0xFF;
      if ((first == KMP_REQUEST || first == KMP_RESPONSE) && isKmp(i + 1)) {
        return true;
      }
    }
    return false;
  }

  /** Start, escaped content with CRC-16/XMODEM at its end, stop. */
  private boolean isKmp(int from) {
    byte[] content = new byte[held - from];
    int length = 0;
    for (int i = from; i < held; i++) {
      int b = sample[i] & 0xFF;
      if (b == KMP_STOP) {
        return length >= KMP_SHORTEST && Crc16.XMODEM.of(content, 0, length) == 0;
      }
      if (b == KMP_ESCAPE && i + 1 < held) {
        b = ~sample[++i] & 0xFF;
      }
      content[length++] = (byte) b;
    }
    return false;
  }
}
