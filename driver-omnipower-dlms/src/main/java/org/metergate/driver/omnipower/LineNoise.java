// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.metergate.spi.finding.FindingCode;

/**
 * Guesses what is wrong with a line from the bytes that form no frame. Considers only what came
 * since the last good frame, so a working line is never blamed. One thread.
 */
final class LineNoise {
  /**
   * More than the longest frame, so that starting in the middle of one is not taken for a fault.
   */
  private static final int SURE = 600;

  private static final long SURE_AFTER = TimeUnit.SECONDS.toNanos(25);

  private final OtherTraffic otherTraffic = new OtherTraffic();
  private long bytes;
  private int damages;
  private long since;
  private boolean synchronised;
  private Optional<FindingCode> cause = Optional.empty();

  /** Records a good frame: the line works. */
  void goodFrame() {
    synchronised = true;
    otherTraffic.forget();
    bytes = 0;
    damages = 0;
    cause = Optional.empty();
  }

  /** Records a damaged frame; its bytes arrive as noise as well and must not count twice. */
  void damaged() {
    damages++;
  }

  /**
   * Returns whether all bytes so far may be the rest of a message that began before the port was
   * opened. In its ciphered bytes a flag is occasionally followed by a format octet by chance.
   */
  boolean mayBeTheRestOfAMessage() {
    return !synchronised && bytes < SURE;
  }

  /**
   * Accepts bytes that belong to no frame.
   *
   * @param now steady time in nanoseconds.
   * @return what is wrong, if that can be determined.
   */
  Optional<FindingCode> received(byte[] received, int offset, int length, long now) {
    if (bytes == 0) {
      since = now;
    }
    bytes += length;
    for (int i = offset; i < offset + length && cause.isEmpty(); i++) {
      cause = otherTraffic.accept(received[i]); // once recognised, it is kept in later bursts
    }
    if (cause.isPresent()) {
      return cause;
    }
    boolean sure = bytes >= SURE || now - since >= SURE_AFTER;
    boolean byDamage = (long) damages * SURE >= bytes;
    return sure && !byDamage ? Optional.of(OmnipowerFindings.UNREADABLE) : Optional.empty();
  }
}
