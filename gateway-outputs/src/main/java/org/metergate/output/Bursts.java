// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.metergate.journal.StoredReading;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

/**
 * Recognises telegrams that come out of a buffer after a pause: they follow each other much faster
 * than their meter sends, within a quarter of the usual interval, and only the last of them shows
 * the present. A list is compared with the last one of the same form alone, since a meter may send
 * lists of several forms, each at its own pace and one right after the other.
 *
 * <p>Whether a reading is the last is known when a quarter of the interval has passed without
 * another; until then it is undecided. What follows at the meter's pace is decided at once. The
 * usual interval is learned, since a P1 port sends every second or every ten: by the time that
 * passes and not by the number of telegrams, so that a burst changes little of it.
 *
 * <p>Used on the output's thread.
 */
final class Bursts {
  /** Nothing waits for longer, and what is further apart is no burst. */
  private static final double LONGEST = 2500;

  /** The interval before one is known: that of no meter, longer than the gaps of any buffer. */
  private static final double FIRST = 400;

  /** How much time it takes to learn another interval. */
  private static final double MEMORY = 10_000;

  /** How long the first reading after a pause waits for another. */
  private static final double AFTER_PAUSE = 500;

  /** Forms at a time; the one that did not come for the longest time is forgotten. */
  private static final int FORMS = 256;

  /** What the readings have in common that are compared. */
  private record Form(String meter, List<String> registers) {}

  private static final class Series {
    private Instant at;
    private long id;
    private double interval = FIRST;
    private boolean known;
  }

  private record Undecided(Instant receivedAt, long since, double hold) {}

  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Map<Form, Series> all =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Form, Series> eldest) {
          return size() > FORMS;
        }
      };

  private final TreeSet<Long> past = new TreeSet<>();
  private final TreeMap<Long, Undecided> undecided = new TreeMap<>();
  private long newest;

  /**
   * Knows no interval yet.
   *
   * @param clock by which readings were stamped.
   * @param nanos by which the caller waits.
   */
  Bursts(InstantSource clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * Notes the readings that are next to deliver.
   *
   * @param batch in the order of their ids; what was noted before changes nothing.
   * @param afterPause whether the first reading after a pause waits for another.
   */
  void note(List<StoredReading> batch, boolean afterPause) {
    for (StoredReading stored : batch) {
      if (stored.id() > newest) {
        newest = stored.id();
        if (stored.reading().origin() == Origin.LIVE) {
          note(stored.id(), stored.reading(), afterPause);
        }
      }
    }
  }

  private void note(long id, Reading reading, boolean afterPause) {
    List<String> registers = reading.measurements().stream().map(m -> m.register()).toList();
    Form form = new Form(reading.meter().displayName(), registers);
    Series series = all.computeIfAbsent(form, f -> new Series());
    double hold = 0;
    if (series.at == null) {
      hold = afterPause ? AFTER_PAUSE : 0;
    } else {
      double gap = Duration.between(series.at, reading.receivedAt()).toMillis();
      double quarter = Math.min(series.interval / 4, LONGEST);
      if (gap > 0 && gap < quarter) { // below, the clock was set back, which says nothing
        past.add(series.id);
        undecided.remove(series.id);
        hold = quarter;
      } else if (afterPause && series.known && gap > 2 * series.interval) {
        hold = AFTER_PAUSE;
      }
      learn(series, gap);
    }
    series.at = reading.receivedAt();
    series.id = id;
    if (hold > 0) {
      undecided.put(id, new Undecided(reading.receivedAt(), nanos.getAsLong(), hold));
    }
  }

  private static void learn(Series series, double gap) {
    double seen = Math.min(gap, 4 * LONGEST);
    if (!series.known) {
      series.known = true;
      series.interval = Math.max(FIRST, seen);
    } else if (gap >= 0) {
      seen = Math.min(seen, 2 * series.interval); // an outage is not the meter's new pace
      series.interval += (seen - series.interval) * Math.min(1, gap / MEMORY);
    }
  }

  /**
   * Returns the readings in front of the first one that is still undecided.
   *
   * @param batch in the order of their ids.
   * @param more whether the journal may have others after it: then a reading that waited for long
   *     enough is decided only at the front of a batch, with what followed it.
   */
  List<StoredReading> decided(List<StoredReading> batch, boolean more) {
    for (int i = 0; i < batch.size(); i++) {
      long id = batch.get(i).id();
      if (more && i > 0 && undecided.containsKey(id) || left(id).isPresent()) {
        return batch.subList(0, i);
      }
    }
    return batch;
  }

  /**
   * Returns how long a reading is undecided at most; nothing if it is decided. By either clock: one
   * that has waited in the journal for longer waits no more.
   */
  Optional<Duration> left(long id) {
    Undecided open = undecided.get(id);
    if (open == null) {
      return Optional.empty();
    }
    double waited =
        Math.max(
            (nanos.getAsLong() - open.since()) / 1e6,
            Duration.between(open.receivedAt(), clock.instant()).toMillis());
    if (waited >= open.hold()) {
      undecided.remove(id);
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis((long) (open.hold() - waited) + 1));
  }

  /** Returns whether a reading was followed by another one of the same burst. */
  boolean isPast(long id) {
    return past.contains(id);
  }

  /** Forgets readings that are delivered, up to and including an id. */
  void delivered(long id) {
    past.headSet(id, true).clear();
    undecided.headMap(id, true).clear();
  }
}
