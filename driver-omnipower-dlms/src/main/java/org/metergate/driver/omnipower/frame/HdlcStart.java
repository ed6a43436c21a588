// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.frame;

import java.util.Arrays;
import org.metergate.spi.codec.Crc16;
import org.metergate.spi.codec.Damage;

/**
 * Recognises HDLC frames of format type 3 (IEC 62056-46, 6.4): flag {@code 7E}; format, two bytes:
 * {@code A}, the segmentation bit, eleven bits of length, which counts everything between the
 * flags; destination and source, one to four bytes each, bit 0 marking the last; control; header
 * checksum; information; frame checksum; flag. Checksums are CRC-16/X-25, low byte first. There is
 * no byte stuffing: {@code 7E} occurs inside, so only the length shows where the frame ends.
 */
final class HdlcStart {
  static final byte FLAG = 0x7E;
  static final int LONGEST = 2 + 0x7FF;

  private static final int FORMAT = 0xA0;
  private static final int SEGMENTED = 0x08;
  private static final int LONGEST_ADDRESS = 4;
  private static final int CHECKSUM = 2;

  private static final ScanResult BROKEN_HEADER = new ScanResult.Broken(Damage.HEADER);

  private HdlcStart() {}

  /** Examines a flag; everything that can be checked is checked before waiting for more bytes. */
  static ScanResult at(byte[] buffer, int from, int available, FrameChecksums checksums) {
    if (available < 2) {
      return new ScanResult.Needs(2);
    }
    if ((buffer[from + 1] & 0xF0) != FORMAT) {
      return ScanResult.NOTHING;
    }
    int control = 3;
    for (int address = 0; address < 2; address++) {
      int next = afterAddress(buffer, from, control, available);
      if (next <= 0) {
        return next == 0 ? BROKEN_HEADER : new ScanResult.Needs(-next);
      }
      control = next;
    }
    int information = control + 1 + CHECKSUM;
    if (available < information) {
      return new ScanResult.Needs(information);
    }
    int length = (buffer[from + 1] & 0x07) << 8 | buffer[from + 2] & 0xFF;
    int header = Crc16.X25.of(buffer, from + 1, control);
    if (header != checksum(buffer, from + control + 1) || length < information + CHECKSUM) {
      return BROKEN_HEADER;
    }
    return available < length + 2
        ? new ScanResult.Begun(length + 2)
        : whole(buffer, from, length, information, checksums);
  }

  private static ScanResult whole(
      byte[] buffer, int from, int length, int information, FrameChecksums checksums) {
    int size = length + 2;
    if (buffer[from + size - 1] != FLAG) {
      return new ScanResult.Broken(Damage.END);
    }
    int covered = length - CHECKSUM;
    if (checksums.of(buffer, from + 1, covered) != checksum(buffer, from + 1 + covered)) {
      checksums.failed(from + 1);
      return new ScanResult.Broken(Damage.CHECKSUM);
    }
    checksums.succeeded();
    boolean more = (buffer[from + 1] & SEGMENTED) != 0;
    byte[] bytes = Arrays.copyOfRange(buffer, from, from + size);
    // the closing flag may be the next frame's opening flag, so the search continues at it
    return new ScanResult.Found(
        new HdlcFrame(bytes, information, covered + 1 - information, more), size - 1);
  }

  /** Returns the index after an address, 0 where it does not end, or minus the bytes needed. */
  private static int afterAddress(byte[] buffer, int from, int index, int available) {
    for (int i = index; i < index + LONGEST_ADDRESS; i++) {
      if (i >= available) {
        return -(i + 1);
      }
      if ((buffer[from + i] & 1) != 0) {
        return i + 1;
      }
    }
    return 0;
  }

  private static int checksum(byte[] buffer, int index) {
    return buffer[index] & 0xFF | (buffer[index + 1] & 0xFF) << 8;
  }
}
