// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metergate.journal.Cursors;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.StoredReading;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/**
 * Delivers to one output the counters that were withheld when it passed their readings, from the
 * first one on and in order, each under the id of its reading. Until they have caught up, the
 * counters of that meter are left out of new readings, which are delivered meanwhile: no other
 * meter waits, and nothing is held in memory. Used on the output's thread.
 */
final class WithheldCounters {
  /** How many ids are searched in one step, however few of them belong to the meter. */
  private static final long REACH = 20_000;

  private final String output;
  private final Journal journal;
  private final Duration unconfirmedWindow;
  private final TimeSource time;
  private final Map<MeterRef, Late> all = new LinkedHashMap<>();

  private static final class Late {
    private final OutputCursor cursor;
    private boolean behind = true;

    Late(OutputCursor cursor) {
      this.cursor = cursor;
    }
  }

  /**
   * Some counters to deliver.
   *
   * @param readings of the past, with counters alone; may be empty.
   * @param last the cursor moves there when they have arrived.
   * @param cursor of this meter.
   */
  record Part(List<StoredReading> readings, long last, OutputCursor cursor) {}

  WithheldCounters(String output, Journal journal, Duration unconfirmedWindow, TimeSource time) {
    this.output = output;
    this.journal = journal;
    this.unconfirmedWindow = unconfirmedWindow;
    this.time = time;
  }

  /**
   * Finds out what is to be delivered. To be called after a batch was read and before it is
   * delivered, so that a new decision that the batch reflects is known here too.
   *
   * @param position of the output's own cursor.
   */
  void look(long position) {
    for (MeterRef meter : journal.rules().withheldMeters(output)) {
      Late late = all.computeIfAbsent(meter, this::find);
      if (late.behind && late.cursor.position() >= position) {
        late.behind = false; // the output's own cursor delivers what follows
      }
      late.cursor.settle();
      if (!late.behind && late.cursor.isSettled()) {
        journal.cursors().remove(Cursors.ofWithheld(output, meter));
        all.remove(meter);
      }
    }
  }

  private Late find(MeterRef meter) {
    String name = Cursors.ofWithheld(output, meter);
    OutputCursor cursor = new OutputCursor(name, journal, unconfirmedWindow, time);
    cursor.find();
    return new Late(cursor);
  }

  /** Returns whether the counters of any meter are still to be delivered. */
  boolean areBehind() {
    return all.values().stream().anyMatch(late -> late.behind);
  }

  /** Leaves out the counters of meters that are behind. */
  List<StoredReading> withhold(List<StoredReading> batch) {
    Set<MeterRef> behind = new HashSet<>();
    for (Map.Entry<MeterRef, Late> late : all.entrySet()) {
      if (late.getValue().behind) {
        behind.add(late.getKey());
      }
    }
    if (behind.isEmpty()) {
      return batch;
    }
    List<StoredReading> left = new ArrayList<>(batch.size());
    for (StoredReading stored : batch) {
      left.add(behind.contains(stored.reading().meter()) ? part(stored, false) : stored);
    }
    left.removeIf(stored -> stored.reading().measurements().isEmpty());
    return left;
  }

  /** Returns a reading with its counters alone, then as a late one, or with all but them. */
  private static StoredReading part(StoredReading stored, boolean counters) {
    Reading r = stored.reading();
    List<Measurement> measurements = new ArrayList<>(r.measurements().size());
    for (Measurement m : r.measurements()) {
      boolean counter = m.quantity().kind() == Quantity.Kind.COUNTER;
      if (counter == counters && (!counters || m.value() != null)) {
        measurements.add(m);
      }
    }
    boolean past = counters && r.origin() == Origin.LIVE;
    return new StoredReading(
        stored.id(),
        new Reading(
            r.meter(),
            r.telegram(),
            past ? Origin.LATE : r.origin(),
            r.receivedAt(),
            r.meterTime(),
            measurements));
  }

  /**
   * Reads the next part.
   *
   * @param position of the output's own cursor; nothing after it is late.
   * @param limit readings at once.
   */
  Part next(long position, int limit) throws JournalException {
    Map.Entry<MeterRef, Late> first =
        all.entrySet().stream().filter(entry -> entry.getValue().behind).findFirst().orElseThrow();
    OutputCursor cursor = first.getValue().cursor;
    long end = Math.min(position, cursor.position() + REACH);
    List<StoredReading> found =
        journal.readings().readOf(first.getKey(), cursor.position(), end, limit);
    List<StoredReading> counters = new ArrayList<>(found.size());
    for (StoredReading stored : found) {
      counters.add(part(stored, true));
    }
    counters.removeIf(stored -> stored.reading().measurements().isEmpty());
    long last = found.size() < limit ? end : found.get(found.size() - 1).id();
    return new Part(counters, last, cursor);
  }

  /** Goes back with the output's own cursor, since the other side may have lost something. */
  void goBack() {
    for (Late late : all.values()) {
      long before = late.cursor.position();
      late.cursor.goBack();
      late.behind |= late.cursor.position() < before;
    }
  }
}
