// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.metergate.core.control.Plural;
import org.metergate.core.supervise.HistoryJob;

/**
 * How far the reading of a meter's log has come, as a sentence: records, how far back, and how long
 * it takes at most, by the part of the period that was read so far. The log may begin later.
 *
 * @param step in words, for example {@code hour}.
 * @param from the beginning of the period, on the meter's clock.
 */
record HistoryProgress(String step, LocalDateTime from) {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  /**
   * Returns the sentence.
   *
   * @param outcome so far.
   * @param spent time since the first record.
   */
  String sentence(HistoryJob.Outcome outcome, Duration spent) {
    if (outcome.records() == 0 || outcome.oldest().isEmpty()) {
      return "By the " + step + ": no record yet.";
    }
    LocalDateTime oldest = outcome.oldest().get();
    String so = "By the %s: %s, back to %s".formatted(step, count(outcome), FORM.format(oldest));
    double read = seconds(oldest, outcome.newest().orElse(oldest));
    double left = seconds(from, oldest);
    if (read <= 0 || left <= 0 || spent.isZero()) {
      return so + ".";
    }
    long minutes = (long) Math.ceil(left / read * spent.toSeconds() / 60);
    return so + "; at most " + Plural.of(minutes, "minute") + " more.";
  }

  private static String count(HistoryJob.Outcome outcome) {
    return Plural.of(outcome.records(), "record");
  }

  private static double seconds(LocalDateTime begin, LocalDateTime end) {
    return Duration.between(begin, end).toSeconds();
  }
}
