// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.frame;

import java.util.Arrays;
import org.metergate.spi.codec.Damage;

/**
 * Recognises long frames of the wired M-Bus (EN 13757-2) with DLMS in them: {@code 68 L L 68}, then
 * L bytes: control, address, control information, two service access points, data; then the sum of
 * the L bytes modulo 256 and {@code 16}. A length of 256 or more does not fit: meters that need it
 * send the length modulo 256, which no real frame has.
 */
final class MbusStart {
  static final byte START = 0x68;

  private static final byte STOP = 0x16;
  private static final int HEAD = 4;
  private static final int TAIL = 2;
  private static final int FIELDS = 5;
  private static final int CONTROL_INFORMATION = HEAD + 2;
  private static final int LAST = 0x10;

  private MbusStart() {}

  /** Examines a {@code 68}. */
  static ScanResult at(byte[] buffer, int from, int available) {
    if (available < HEAD) {
      boolean possible = available < 3 || buffer[from + 1] == buffer[from + 2];
      return possible ? new ScanResult.Needs(available < 3 ? 3 : HEAD) : ScanResult.NOTHING;
    }
    if (buffer[from + 1] != buffer[from + 2] || buffer[from + 3] != START) {
      return ScanResult.NOTHING;
    }
    if (available <= CONTROL_INFORMATION) {
      return new ScanResult.Needs(CONTROL_INFORMATION + 1);
    }
    if ((buffer[from + CONTROL_INFORMATION] & 0xE0) != 0) {
      return ScanResult
          .NOTHING; // control information 00 to 1F is DLMS, the rest is other M-Bus traffic
    }
    int field = buffer[from + 1] & 0xFF;
    int length = field > FIELDS ? field : field + 0x100;
    int size = HEAD + length + TAIL;
    return available < size ? new ScanResult.Begun(size) : whole(buffer, from, size);
  }

  private static ScanResult whole(byte[] buffer, int from, int size) {
    if (buffer[from + size - 1] != STOP) {
      return new ScanResult.Broken(Damage.END);
    }
    int sum = 0;
    for (int i = from + HEAD; i < from + size - TAIL; i++) {
      sum += buffer[i];
    }
    if ((byte) sum != buffer[from + size - TAIL]) {
      return new ScanResult.Broken(Damage.CHECKSUM);
    }
    int kind = buffer[from + CONTROL_INFORMATION];
    byte[] bytes = Arrays.copyOfRange(buffer, from, from + size);
    int data = size - HEAD - TAIL - FIELDS;
    return new ScanResult.Found(
        new MbusFrame(bytes, HEAD + FIELDS, data, kind & 0x0F, (kind & LAST) != 0), size);
  }
}
