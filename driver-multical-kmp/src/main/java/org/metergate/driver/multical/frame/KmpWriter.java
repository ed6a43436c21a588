// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.frame;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.metergate.spi.codec.Crc16;

/** Writes requests in the form on the wire. */
public final class KmpWriter {
  private KmpWriter() {}

  /**
   * Frames a request.
   *
   * @param content address, command and data.
   * @return start byte, stuffed content and checksum, stop byte.
   */
  public static byte[] request(byte[] content) {
    int crc = Crc16.XMODEM.of(content);
    byte[] checked = Arrays.copyOf(content, content.length + 2);
    checked[content.length] = (byte) (crc >> 8);
    checked[content.length + 1] = (byte) crc;
    ByteArrayOutputStream out = new ByteArrayOutputStream(2 * checked.length + 2);
    out.write(Direction.TO_METER.start());
    for (byte value : checked) {
      Stuffing.write(value & 0xFF, out);
    }
    out.write(Stuffing.STOP);
    return out.toByteArray();
  }
}
