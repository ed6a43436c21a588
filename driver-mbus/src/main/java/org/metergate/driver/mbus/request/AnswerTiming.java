// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.request;

import java.time.Duration;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.spi.dialogue.Timing;
import org.metergate.spi.link.LineSettings;

/** How long a question waits for its answer, and for the rest of one that has begun. */
final class AnswerTiming {
  /** Between an answer and the next question the line is idle. */
  static final Duration IDLE = Duration.ofMillis(50);

  /** No meter pauses inside an answer, but adapters deliver it in parts. */
  private static final Duration GAP = Duration.ofMillis(150);

  /** A network that needs this long to deliver the first byte may pause for a part of it later. */
  private static final int GAPS_IN_PATIENCE = 3;

  /** The lowest speed of a bus, in bits per second. */
  private static final int SLOWEST = 300;

  private AnswerTiming() {}

  /** Returns the timing of a question that is asked once, with this wait for the first byte. */
  static Timing of(Duration patience, LineSettings settings) {
    Duration stretched = patience.dividedBy(GAPS_IN_PATIENCE);
    Duration gap = stretched.compareTo(GAP) > 0 ? stretched : GAP;
    return Timing.answersWithin(patience)
        .withGap(gap.plusNanos(AnswerCheck.SILENT_BYTES * settings.byteNanos()))
        .withLongestAnswer(longestAnswer(settings)) // at which BoundedLink ends earlier
        .withRecovery(IDLE)
        .withTries(1, IDLE);
  }

  /** Returns how many bytes pass at a speed while the longest answer comes at the lowest speed. */
  private static int longestAnswer(LineSettings settings) {
    long slowest = MbusExchange.line(SLOWEST).byteNanos();
    return Math.toIntExact(LongFrame.LONGEST * slowest / settings.byteNanos());
  }
}
