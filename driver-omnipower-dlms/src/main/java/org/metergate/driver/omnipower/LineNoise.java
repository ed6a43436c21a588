// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.metergate.spi.codec.Crc16;
import org.metergate.spi.finding.FindingCode;

/**
 * Guesses what is wrong with a line from the bytes that form no frame. Considers only what came
 * since the last good frame, so a working line is never blamed. One thread.
 */
final class LineNoise {
  private static final int SAMPLE = 512;

  /**
   * More than the longest frame, so that starting in the middle of one is not taken for a fault.
   */
  private static final int SURE = 600;

  private static final long SURE_AFTER = TimeUnit.SECONDS.toNanos(25);

  /**
   * What an OMNIPOWER's messages look like when read with a parity bit: with eight bits and parity
   * the receiver loses sync at each byte and ends up with the same bytes again; with seven bits the
   * highest bit is cut off.
   */
  private static final List<byte[]> READ_WITH_PARITY =
      Stream.of(
              "7E132B48A2D2", // a plain list's header
              "7E682F0D13DC", // an encrypted list's header
              "68054D51", // 08, KAM
              "A9B57397D57065C1308A", // Kamstrup_V0001
              "C84B586BD1725D7D5682304C", // the same, out of sync by one byte
              "6667005B084B414D", // seven bits: E6 E7 00 DB 08, KAM
              "6667000F00000000") // seven bits: E6 E7 00 0F, invoke-id
          .map(HexFormat.of()::parseHex)
          .toList();

  /**
   * A P1 telegram begins with a slash and the manufacturer; its lines begin with a reduced OBIS
   * code.
   */
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
  private boolean synchronised;
  private Optional<FindingCode> cause = Optional.empty();

  /** Records a good frame: the line works. */
  void goodFrame() {
    synchronised = true;
    held = 0;
    bytes = 0;
    damages = 0;
    cause = Optional.empty();
  }

  /** Records a damaged frame; its bytes arrive as noise as well and must not count twice. */
  void damaged() {
    damages++;
  }

  /**
   * Returns whether all bytes so far may be the rest of a message that began before the port was
   * opened. In its ciphered bytes a flag is occasionally followed by a format octet by chance.
   */
  boolean mayBeTheRestOfAMessage() {
    return !synchronised && bytes < SURE;
  }

  /**
   * Accepts bytes that belong to no frame.
   *
   * @param now steady time in nanoseconds.
   * @return what is wrong, if that can be determined.
   */
  Optional<FindingCode> received(byte[] received, int offset, int length, long now) {
    if (bytes == 0) {
      since = now;
    }
    bytes += length;
    keep(received, offset, length);
    cause = cause.or(this::known); // once recognised, a cause is kept in later bursts
    if (cause.isPresent()) {
      return cause;
    }
    boolean sure = bytes >= SURE || now - since >= SURE_AFTER;
    boolean byDamage = (long) damages * SURE >= bytes;
    return sure && !byDamage ? Optional.of(OmnipowerFindings.UNREADABLE) : Optional.empty();
  }

  private Optional<FindingCode> known() {
    if (READ_WITH_PARITY.stream().anyMatch(this::holds)) {
      return Optional.of(OmnipowerFindings.WRONG_PARITY);
    }
    if (P1.matcher(new String(sample, 0, held, StandardCharsets.ISO_8859_1)).find()) {
      return Optional.of(OmnipowerFindings.P1_TEXT);
    }
    return holdsKmp() ? Optional.of(OmnipowerFindings.KMP_TRAFFIC) : Optional.empty();
  }

  /** Keeps the last bytes. */
  private void keep(byte[] received, int offset, int length) {
    int count = Math.min(length, SAMPLE);
    int stay = Math.min(held, SAMPLE - count);
    System.arraycopy(sample, held - stay, sample, 0, stay);
    System.arraycopy(received, offset + length - count, sample, stay, count);
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
