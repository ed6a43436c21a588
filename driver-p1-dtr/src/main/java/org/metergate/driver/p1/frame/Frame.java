// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

/** What a P1 port sends at one go. It owns its bytes, which nobody changes. */
public sealed interface Frame permits Telegram, SealedTelegram {

  /**
   * Returns the bytes.
   *
   * @return from the first on; not copied.
   */
  byte[] bytes();
}
