// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was reported of one watched thing, as it is remembered over a restart.
 *
 * @param holds whether the last message said that it is wrong.
 * @param since when that began.
 * @param begin when a beginning was reported last.
 * @param end when an end was reported last.
 */
record Reported(boolean holds, Instant since, Optional<Instant> begin, Optional<Instant> end) {
  private static final String NEVER = "-";

  /** Returns it as a text; {@link #parse} reads it again. */
  String text() {
    return String.join(
        " ",
        holds ? "begin" : "end",
        since.toString(),
        begin.map(Instant::toString).orElse(NEVER),
        end.map(Instant::toString).orElse(NEVER));
  }

  /** Reads a text; empty where it is none of these, as after a change of the program. */
  static Optional<Reported> parse(String text) {
    String[] parts = text.split(" ");
    if (parts.length != 4 || !parts[0].matches("begin|end")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Reported(
              parts[0].equals("begin"), Instant.parse(parts[1]), time(parts[2]), time(parts[3])));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> time(String text) {
    return text.equals(NEVER) ? Optional.empty() : Optional.of(Instant.parse(text));
  }

  /** Returns how long ago a time was; a time in the future is now, since the clock was set. */
  static Duration age(Instant at, Instant now) {
    return at.isAfter(now) ? Duration.ZERO : Duration.between(at, now);
  }
}
