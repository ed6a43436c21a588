// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import org.metergate.spi.dialogue.Traffic;

/** What became of a readout. */
enum Outcome {
  /** A reading was published. */
  READ,
  /** The meter answered, but there is no reading; the reason was reported. */
  HEARD,
  /** Nothing was received that concerns this meter. */
  SILENT,
  /** Nothing but what was sent was received. */
  ECHO_ONLY,
  /** No frame was received, only other bytes. */
  NOISE,
  /** The answer was damaged. */
  DAMAGED,
  /** The answer broke off. */
  CUT,
  /** A meter with another address answered; it was reported. */
  OTHER_ADDRESS;

  /** Returns what a question without an answer says. */
  static Outcome of(Traffic.Reason reason) {
    return switch (reason) {
      case NOTHING, OTHER_FRAMES -> SILENT; // late answers to others
      case ECHO_ONLY -> ECHO_ONLY;
      case NOISE -> NOISE;
      case CUT -> CUT;
      case DAMAGED -> DAMAGED;
    };
  }

  /** Returns whether a whole answer of the meter was received. */
  boolean isHeard() {
    return this == READ || this == HEARD;
  }

  /** Returns whether something was received that is no whole frame. */
  boolean isDamage() {
    return this == NOISE || this == DAMAGED || this == CUT;
  }

  /** Returns whether a part of a frame was received, so that the speed is right. */
  boolean isPartOfFrame() {
    return this == DAMAGED || this == CUT || this == OTHER_ADDRESS;
  }

  /** Returns whether no meter sent anything. */
  boolean isSilence() {
    return this == SILENT || this == ECHO_ONLY;
  }
}
