// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LineSettings.Parity;

/** What bytes and their marks say of data bits and parity, against what was set. Pure functions. */
final class Framing {
  private static final double MISFRAMED = 0.1;
  private static final double AGREEMENT = 0.99;
  private static final int LEAST_BYTES = 60;

  private Framing() {}

  /** Whether many bytes came with errors. */
  static boolean misframed(Heard heard) {
    return heard.flaggedShare() > MISFRAMED;
  }

  /**
   * Returns the same bytes with the settings that the line really has, where that is certain. With
   * a parity set: seven bits with even parity, or many errors although the values are right, were
   * sent without that parity. Without one: a receiver that waits for the next edge after an error
   * takes the right values from a line with even parity, and marks those with an even number of
   * ones.
   */
  static Heard corrected(Heard heard) {
    LineSettings settings = heard.settings();
    if (settings.parity() != Parity.NONE
        && (KnownFrames.evenParity(heard.values()) || misframed(heard))) {
      return with(heard, LineSettings.eightNone(settings.baud()));
    }
    if (settings.parity() == Parity.NONE && settings.dataBits() == 8 && marksEvenParity(heard)) {
      return with(heard, new LineSettings(settings.baud(), 8, Parity.EVEN, 1));
    }
    return heard;
  }

  private static Heard with(Heard heard, LineSettings settings) {
    return new Heard(
        settings, heard.request(), heard.begin(), heard.end(), heard.sent(), heard.bytes());
  }

  private static boolean marksEvenParity(Heard heard) {
    if (!misframed(heard) || heard.bytes().size() < LEAST_BYTES) {
      return false;
    }
    long agree =
        heard.bytes().stream()
            .filter(each -> each.flagged() == (Integer.bitCount(each.value()) % 2 == 0))
            .count();
    return agree >= AGREEMENT * heard.bytes().size();
  }
}
