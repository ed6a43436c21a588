// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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
 *
 * <p>A receiver that has a reading may ignore it when it is repeated. So what may have been
 * delivered without counters, before a failure or in an earlier run, gets them here and never with
 * a repeated reading.
 */
final class WithheldCounters {
  /** How many ids are searched in one step, however few of them belong to the meter. */
  private static final long REACH = 20_000;

  private final String output;
  private final Journal journal;
  private final Duration unconfirmedWindow;
  private final TimeSource time;
  private final Map<MeterRef, Late> all = new LinkedHashMap<>();

  /** The last reading that may have been delivered, now or in an earlier run. */
  private long reached;

  private static final class Late {
    private final OutputCursor cursor;
    private long end;

    Late(OutputCursor cursor, long end) {
      this.cursor = cursor;
      this.end = end;
    }

    /** Whether counters are missing, although some may have to wait for the output's own cursor. */
    boolean isBehind() {
      return cursor.position() < end;
    }

    boolean isDue(long position) {
      return cursor.position() < Math.min(position, end);
    }

    boolean lacks(StoredReading stored) {
      return isBehind() && stored.id() > cursor.position();
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

  /**
   * Starts for one run of the output.
   *
   * @param newest the newest reading now: whether it was delivered before is not known.
   */
  WithheldCounters(
      String output, Journal journal, Duration unconfirmedWindow, TimeSource time, long newest) {
    this.output = output;
    this.journal = journal;
    this.unconfirmedWindow = unconfirmedWindow;
    this.time = time;
    this.reached = newest;
  }

  /**
   * Finds out what is to be delivered. To be called after a batch was read and before it is
   * delivered.
   *
   * @param position of the output's own cursor.
   * @return whether a decision was found, which the batch may not reflect: it is to be read again.
   */
  boolean look(long position) {
    reached = Math.max(reached, position);
    Map<MeterRef, Long> released = journal.rules().released(output);
    released.forEach(this::begin);
    for (MeterRef meter : journal.rules().withheldMeters(output)) {
      Late late = all.computeIfAbsent(meter, this::find);
      late.cursor.settle();
      if (!late.isBehind() && late.cursor.isSettled()) {
        journal.cursors().remove(Cursors.ofWithheld(output, meter));
        journal.cursors().remove(Cursors.ofWithheldEnd(output, meter));
        all.remove(meter);
      }
    }
    return !released.isEmpty();
  }

  /** Begins after a reading, or goes on where it is not that far yet. */
  private void begin(MeterRef meter, long after) {
    String name = Cursors.ofWithheld(output, meter);
    OptionalLong kept = journal.cursors().of(name);
    Late late = kept.isPresent() ? all.computeIfAbsent(meter, this::find) : null;
    if (late == null || after < late.cursor.position()) {
      journal.cursors().move(name, Math.min(kept.orElse(after), after));
      Late again = find(meter);
      again.end = Math.max(again.end, late == null ? 0 : late.end);
      all.put(meter, again);
    } else if (!late.isBehind()) {
      late.cursor.advance(after); // what lies between was delivered with its counters
    }
    journal.cursors().removeReleased(output, meter, after);
    extend(meter, Math.max(reached, all.get(meter).end));
  }

  private Late find(MeterRef meter) {
    String name = Cursors.ofWithheld(output, meter);
    OutputCursor cursor = new OutputCursor(name, journal, unconfirmedWindow, time);
    cursor.find();
    long end = journal.cursors().of(Cursors.ofWithheldEnd(output, meter)).orElse(reached);
    return new Late(cursor, end);
  }

  /** In the file before it is delivered, so that a run after a crash knows it. */
  private void extend(MeterRef meter, long end) {
    all.get(meter).end = end;
    journal.cursors().move(Cursors.ofWithheldEnd(output, meter), end);
    journal.commitCursors();
  }

  /**
   * Returns the last reading up to which nothing is repeated, given that of the output's cursor.
   */
  long settled(long ofOutput) {
    long settled = ofOutput;
    for (Late late : all.values()) {
      settled = Math.min(settled, late.cursor.settled());
    }
    return settled;
  }

  /** Returns whether the counters of any meter can be delivered now. */
  boolean areDue(long position) {
    return all.values().stream().anyMatch(late -> late.isDue(position));
  }

  /** Leaves out the counters of meters that are behind; what is left is delivered next. */
  List<StoredReading> withhold(List<StoredReading> batch) {
    long last = batch.get(batch.size() - 1).id();
    reached = Math.max(reached, last);
    Set<MeterRef> behind = new HashSet<>();
    for (Map.Entry<MeterRef, Late> late : all.entrySet()) {
      if (late.getValue().isBehind()) {
        behind.add(late.getKey());
        if (last > late.getValue().end) {
          extend(late.getKey(), last);
        }
      }
    }
    if (behind.isEmpty()) {
      return batch;
    }
    List<StoredReading> left = new ArrayList<>(batch.size());
    for (StoredReading stored : batch) {
      MeterRef meter = stored.reading().meter();
      boolean lacks = behind.contains(meter) && all.get(meter).lacks(stored);
      left.add(lacks ? part(stored, false) : stored);
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
    return stored.with(
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
        all.entrySet().stream()
            .filter(entry -> entry.getValue().isDue(position))
            .findFirst()
            .orElseThrow();
    OutputCursor cursor = first.getValue().cursor;
    long most = Math.min(position, first.getValue().end);
    long end = Math.min(most, cursor.position() + REACH);
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
    all.values().forEach(late -> late.cursor.goBack());
  }

  /** Nothing needs to be repeated after an orderly end. */
  void settleAll() {
    all.values().forEach(late -> late.cursor.settleAll());
  }
}
