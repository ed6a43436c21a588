// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

/**
 * Which meter it is.
 *
 * @param address the primary address, 0 to 250.
 * @param number the identification in its telegrams, which is the customer's number and by which it
 *     is selected; eight digits.
 * @param serial the number on its plate, eight digits; the identification of a new meter.
 * @param model its kind.
 */
record Identity(int address, long number, long serial, Model model) {
  /** KAM, as on the wire. */
  private static final byte[] MANUFACTURER = {0x2D, 0x2C};

  private static final int FABRICATION_DIF = 0x0C;
  private static final int FABRICATION_VIF = 0x78;

  /** Returns the first eight bytes of its telegrams, which a selection also consists of. */
  byte[] bytes() {
    byte[] bytes = new byte[8];
    System.arraycopy(digits(number), 0, bytes, 0, 4);
    System.arraycopy(MANUFACTURER, 0, bytes, 4, 2);
    bytes[6] = (byte) model.version();
    bytes[7] = (byte) model.medium();
    return bytes;
  }

  /**
   * Returns whether a selection means this meter.
   *
   * @param wanted the eight bytes, with F for any digit and FF for any other byte; the serial
   *     number may follow as a record.
   */
  boolean matches(byte[] wanted) {
    boolean bySerial =
        wanted.length == 14
            && wanted[8] == FABRICATION_DIF
            && wanted[9] == FABRICATION_VIF
            && matches(wanted, 10, digits(serial));
    byte[] own = bytes();
    if (wanted.length != 8 && !bySerial || !matches(wanted, 0, own)) {
      return false;
    }
    for (int i = 4; i < 8; i++) {
      if (wanted[i] != (byte) 0xFF && wanted[i] != own[i]) {
        return false;
      }
    }
    return true;
  }

  /** Compares four bytes digit by digit. */
  private static boolean matches(byte[] wanted, int from, byte[] own) {
    for (int i = 0; i < 4; i++) {
      int any = wanted[from + i];
      boolean high = (any & 0xF0) == 0xF0 || (any & 0xF0) == (own[i] & 0xF0);
      boolean low = (any & 0x0F) == 0x0F || (any & 0x0F) == (own[i] & 0x0F);
      if (!high || !low) {
        return false;
      }
    }
    return true;
  }

  private static byte[] digits(long number) {
    long bcd = Field.bcd(number);
    return new byte[] {(byte) bcd, (byte) (bcd >> 8), (byte) (bcd >> 16), (byte) (bcd >> 24)};
  }
}
