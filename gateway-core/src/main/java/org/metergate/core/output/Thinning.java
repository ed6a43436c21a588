// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.core.journal.StoredReading;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;

/**
 * What {@code every:} leaves out: each gauge goes out once in each interval of the clock, with the
 * first reading that has it; counters and states go out whenever they have changed, so that nothing
 * of them is lost. Asked twice for a reading, it answers twice the same. One thread.
 */
public final class Thinning {
  private final long everyMillis;
  private final Map<String, Sent> sent = new HashMap<>();

  /** The interval or value that went out last, and with which reading. */
  private record Sent(Object what, long reading) {}

  /**
   * Starts with nothing sent.
   *
   * @param every the interval; zero leaves everything in.
   */
  public Thinning(Duration every) {
    this.everyMillis = every.toMillis();
  }

  /**
   * Leaves out of a reading what need not go out.
   *
   * @param stored any; history passes untouched.
   * @return what is left, or nothing where nothing is left.
   */
  public Optional<StoredReading> thin(StoredReading stored) {
    Reading reading = stored.reading();
    if (everyMillis == 0 || reading.origin() == Origin.HISTORY) {
      return Optional.of(stored);
    }
    List<Measurement> left = new ArrayList<>();
    for (Measurement measurement : reading.measurements()) {
      if (goesOut(stored, measurement)) {
        left.add(measurement);
      }
    }
    if (left.size() == reading.measurements().size()) {
      return Optional.of(stored);
    }
    return left.isEmpty() ? Optional.empty() : Optional.of(with(stored, left));
  }

  private boolean goesOut(StoredReading stored, Measurement measurement) {
    Object what =
        measurement.quantity().kind() == Quantity.Kind.GAUGE
            ? (Object) Math.floorDiv(stored.reading().receivedAt().toEpochMilli(), everyMillis)
            : measurement.value();
    if (what == null) {
      return false; // its scale is not known yet
    }
    String key = stored.reading().meter().displayName() + " " + measurement.quantity().name();
    Sent before = sent.get(key);
    if (before != null && before.what().equals(what)) {
      return before.reading() == stored.id();
    }
    sent.put(key, new Sent(what, stored.id()));
    return true;
  }

  private static StoredReading with(StoredReading stored, List<Measurement> measurements) {
    Reading r = stored.reading();
    return new StoredReading(
        stored.id(),
        new Reading(
            r.meter(), r.telegram(), r.origin(), r.receivedAt(), r.meterTime(), measurements));
  }
}
