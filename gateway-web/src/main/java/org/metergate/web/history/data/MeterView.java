// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.metergate.spi.reading.MeterRef;

/**
 * All numbers of a view.
 *
 * @param question what was asked for.
 * @param now when it was answered.
 * @param numbers the meter with each number that it ever had, the newest one last.
 * @param parts those with numbers in the period, the newest one last; the newest one alone, without
 *     numbers, where there are none.
 * @param gauges the names of all quantities that can be asked for as curves.
 * @param selfUse where the meter has a part in it.
 */
public record MeterView(
    Question question,
    Instant now,
    List<MeterRef> numbers,
    List<MeterPart> parts,
    List<String> gauges,
    Optional<SelfUse> selfUse) {

  /** Copies the lists. */
  public MeterView {
    Objects.requireNonNull(question, "question");
    Objects.requireNonNull(now, "now");
    numbers = List.copyOf(numbers);
    parts = List.copyOf(parts);
    gauges = List.copyOf(gauges);
    Objects.requireNonNull(selfUse, "selfUse");
  }

  /**
   * The view of a meter of which nothing was ever stored.
   *
   * @param question as above.
   * @param now as above.
   * @return it, without a number.
   */
  public static MeterView empty(Question question, Instant now) {
    return new MeterView(question, now, List.of(), List.of(), List.of(), Optional.empty());
  }

  /**
   * Returns whether the period has begun and is not over: its numbers are those so far.
   *
   * @return false for the past and the future.
   */
  public boolean isRunning() {
    Interval all = question.period().whole();
    return all.from() <= now.toEpochMilli() && now.toEpochMilli() < all.to();
  }

  /**
   * Returns whether the period has not begun.
   *
   * @return then there are no numbers.
   */
  public boolean isFuture() {
    return question.period().whole().from() > now.toEpochMilli();
  }

  /**
   * Returns the rows of the table behind the pictures.
   *
   * @return series by series, each in the order of time, without intervals of which nothing is
   *     known.
   */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (MeterPart part : parts) {
      part.bars().values().forEach(all -> all.forEach(series -> Row.add(rows, series)));
      part.curves().values().forEach(all -> all.forEach(series -> Row.add(rows, series)));
    }
    return rows;
  }
}
