// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.metergate.access.Role;
import org.metergate.spi.option.Durations;

/** The words that the commands for accounts and tokens take. */
final class AccessWords {
  private AccessWords() {}

  /** Returns the role, if one is given. */
  static Optional<String> role(String word) {
    if (word != null && Role.of(word).isEmpty()) {
      throw usage("--role must be read or change, not '" + word + "'.");
    }
    return Optional.ofNullable(word);
  }

  /** Returns when something ends: after a time like 90d, or with the end of a day. */
  static Instant end(String word, Instant now, ZoneId zone) {
    Optional<Duration> duration = Durations.parse(word);
    if (duration.isPresent()) {
      if (duration.get().isZero() || duration.get().compareTo(Duration.ofDays(36_500)) > 0) {
        throw usage("--expires must be from 1ms to 36500d.");
      }
      return now.plus(duration.get());
    }
    try {
      Instant end = LocalDate.parse(word).plusDays(1).atStartOfDay(zone).toInstant();
      if (!end.isAfter(now)) {
        throw usage("--expires is a day of the past: " + word + ".");
      }
      return end;
    } catch (DateTimeException e) {
      throw usage(
          "--expires must be a time like 90d, or a day like 2027-01-31, not '" + word + "'.");
    }
  }

  private static CommandException usage(String sentence) {
    return new CommandException(CommandException.USAGE, sentence);
  }
}
