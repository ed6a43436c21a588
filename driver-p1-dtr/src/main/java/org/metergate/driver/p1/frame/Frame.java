// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

/** What a P1 port sends at once. It owns its bytes, which must not be changed. */
public sealed interface Frame permits Telegram, EncryptedTelegram {

  /**
   * Returns the bytes.
   *
   * @return all of them; not copied.
   */
  byte[] bytes();
}
