// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

/**
 * A good frame from the master; the codes of C and CI and the special addresses are those of EN
 * 13757-2 and EN 13757-3.
 *
 * @param control the C field.
 * @param address the A field.
 * @param information the CI field, or -1 in a short frame.
 * @param data what follows the CI field.
 */
record Request(int control, int address, int information, byte[] data) {
  /** The address of the selected meter. */
  static final int SELECTED = 0xFD;

  private static final int EVERYONE = 0xFE;
  private static final int EVERYONE_SILENTLY = 0xFF;
  private static final int RESET = 0x40;
  private static final int COUNT_BIT = 0x20;

  boolean isReset() {
    return control == RESET;
  }

  /** REQ_UD2, with either frame count bit. */
  boolean asksForData() {
    return (control & ~COUNT_BIT) == 0x5B;
  }

  /** REQ_UD1, with either frame count bit. */
  boolean asksForAlarms() {
    return (control & ~COUNT_BIT) == 0x5A;
  }

  /** SND_UD with CI 52 to the address for it. */
  boolean selects() {
    return sends() && information == 0x52 && address == SELECTED;
  }

  /** SND_UD with CI 56 to the address of the selected meter: it is selected no longer. */
  boolean deselects() {
    return sends() && information == 0x56 && address == SELECTED;
  }

  /** SND_UD with CI 50. */
  boolean resetsApplication() {
    return sends() && information == 0x50;
  }

  private boolean sends() {
    return (control & ~COUNT_BIT) == 0x53;
  }

  boolean countBit() {
    return (control & COUNT_BIT) != 0;
  }

  /** Returns whether it reaches a meter. */
  boolean reaches(int primary, boolean selected) {
    return address == primary
        || address == SELECTED && selected
        || address == EVERYONE
        || address == EVERYONE_SILENTLY;
  }

  boolean mayBeAnswered() {
    return address != EVERYONE_SILENTLY;
  }
}
