// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

import org.metergate.spi.codec.Damage;

/** Why a telegram was refused, with the damage that a framer reports for it. */
public enum Refusal {
  /** The rest of it did not arrive. */
  CUT(Damage.TRUNCATED),
  /** Its checksum, or the mark before it, is wrong. */
  CHECKSUM(Damage.CHECKSUM),
  /** It has none although it should have one. */
  CHECKSUM_MISSING(Damage.END),
  /** It did not end within the longest length, {@link TelegramFramer#LONGEST_TEXT}. */
  TOO_LONG(Damage.CONTENT),
  /** It contains a control character, and no checksum shows that the meter sent it. */
  CONTROL_CHARACTER(Damage.CONTENT),
  /**
   * It contains a byte from 80h on, or one with a wrong parity bit, and no checksum shows that the
   * meter sent it.
   */
  FOREIGN_BYTE(Damage.CONTENT),
  /** One of its lines is not a record, and no checksum shows that the meter sent it. */
  LINE(Damage.CONTENT);

  private final Damage damage;

  Refusal(Damage damage) {
    this.damage = damage;
  }

  /**
   * Returns the damage that a framer reports for it.
   *
   * @return one of the kinds that all framers share.
   */
  public Damage damage() {
    return damage;
  }
}
