// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.metergate.journal.rollup.CounterAt;
import org.metergate.spi.reading.MeterRef;

/**
 * All counters of one meter at a moment. What is said of all of them is what holds for the one that
 * is known worst.
 *
 * @param meter with its number; without one where nothing is known of the name at that moment.
 * @param title of the meter.
 * @param counters in the order in which the meter sent them first; empty where no reading is known
 *     at the moment or before it.
 */
public record MeterCounters(MeterRef meter, MeterTitle title, List<CounterReading> counters) {
  /** Copies the list. */
  public MeterCounters {
    Objects.requireNonNull(meter, "meter");
    Objects.requireNonNull(title, "title");
    counters = List.copyOf(counters);
  }

  /**
   * Returns what the values rest on.
   *
   * @return nothing where there are none.
   */
  public Optional<CounterAt.Basis> basis() {
    return counters.stream().map(CounterReading::basis).max(Comparator.naturalOrder());
  }

  /**
   * Returns the word for what the values rest on.
   *
   * @return {@code read}, {@code estimated}, {@code last}; empty where there are no values.
   */
  public String word() {
    return basis().map(MeterCounters::word).orElse("");
  }

  /**
   * Returns the word for a basis.
   *
   * @param basis of a value.
   * @return as in files and answers.
   */
  public static String word(CounterAt.Basis basis) {
    return basis.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the minute of the oldest reading that a value rests on.
   *
   * @return nothing where there are no values.
   */
  public Optional<Instant> read() {
    return counters.stream().map(CounterReading::read).min(Comparator.naturalOrder());
  }

  /**
   * Returns the minute of the first reading after the moment, where a value lies before it.
   *
   * @return nothing where all values are of the moment, and where no reading followed.
   */
  public Optional<Instant> next() {
    return counters.stream()
        .flatMap(counter -> counter.next().stream())
        .min(Comparator.naturalOrder());
  }

  /**
   * Returns how old a reading is at most.
   *
   * @param read the minute in which it came.
   * @param moment of the values.
   * @return whole minutes, not below 0.
   */
  public static long age(Instant read, Instant moment) {
    return Math.max(0, Duration.between(read, moment).toMinutes());
  }
}
