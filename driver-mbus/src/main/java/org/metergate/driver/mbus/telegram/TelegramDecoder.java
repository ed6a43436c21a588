// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import org.metergate.driver.mbus.frame.LongFrame;

/** Decodes answers (EN 13757-3). Pure functions of bytes. */
public final class TelegramDecoder {
  private TelegramDecoder() {}

  /**
   * Decodes an answer.
   *
   * @param frame whose checksum is right.
   * @return what it says; never fails, whatever the bytes are.
   */
  public static Answer decode(LongFrame frame) {
    return new Answer.Unreadable(frame.information(), "this form is not known");
  }
}
