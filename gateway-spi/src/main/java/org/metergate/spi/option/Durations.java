// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.option;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 500ms}, {@code 10s}, {@code 15min}, {@code 1h}, {@code
 * 400d}. At most 100,000 days, so that they can be counted in nanoseconds.
 */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(ms|s|min|h|d)");

  private static final Duration LONGEST = Duration.ofDays(100_000);

  private Durations() {}

  /**
   * Parses a duration.
   *
   * @param text a whole number of at most nine digits and a unit.
   * @return the duration, or empty if the text is not a duration of at most 100,000 days.
   */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = FORM.matcher(text.trim());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "min" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        };
    return Optional.of(duration).filter(length -> length.compareTo(LONGEST) <= 0);
  }
}
