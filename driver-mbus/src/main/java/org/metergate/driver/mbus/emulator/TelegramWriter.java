// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Writes what meters send: frames of EN 13757-2 with the telegrams of EN 13757-3 in them. */
final class TelegramWriter {
  private static final int RESPONSE = 0x08;
  private static final int LONG_HEADER = 0x72;
  private static final int ERROR = 0x70;
  private static final int BUSY = 0x08;
  private static final int OWN_DATA_FOLLOWS = 0x0F;
  private static final int MORE_TELEGRAMS_FOLLOW = 0x1F;

  private TelegramWriter() {}

  /** The acknowledgement, one byte. */
  static byte[] acknowledgement() {
    return new byte[] {(byte) 0xE5};
  }

  /** The application error "busy". */
  static byte[] busy(int address) {
    return frame(address, ERROR, new byte[] {BUSY});
  }

  /**
   * One telegram of an answer.
   *
   * @param identity what the meter says about itself.
   * @param access the access number.
   * @param fields its records.
   * @param last whether no other telegram follows.
   */
  static byte[] telegram(Identity identity, int access, List<Field> fields, boolean last) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(identity.bytes());
    data.write(access);
    data.write(0); // status
    data.write(0); // no encryption
    data.write(0);
    fields.forEach(field -> data.writeBytes(field.bytes()));
    int own = identity.model().ownBytes();
    if (!last) {
      data.write(MORE_TELEGRAMS_FOLLOW);
    } else if (own > 0) {
      data.write(OWN_DATA_FOLLOWS);
      data.writeBytes(new byte[own]);
    }
    return frame(identity.address(), LONG_HEADER, data.toByteArray());
  }

  private static byte[] frame(int address, int information, byte[] data) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0x68);
    frame.write(data.length + 3);
    frame.write(data.length + 3);
    frame.write(0x68);
    frame.write(RESPONSE);
    frame.write(address);
    frame.write(information);
    frame.writeBytes(data);
    int sum = RESPONSE + address + information;
    for (byte one : data) {
      sum += one;
    }
    frame.write(sum);
    frame.write(0x16);
    return frame.toByteArray();
  }
}
