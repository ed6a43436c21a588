// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.frame;

/**
 * A frame of the link layer (EN 13757-2, format class FT 1.2 of IEC 60870-5-1): one byte that
 * acknowledges, a short frame of the master, or a long frame, which carries data.
 */
public sealed interface MbusFrame permits Acknowledgement, ShortFrame, LongFrame {

  /**
   * Returns the frame as it is on the wire.
   *
   * @return all bytes, from the first to the last: 1, 5 or 9 to 261.
   */
  byte[] bytes();
}
