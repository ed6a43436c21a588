// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.metergate.config.Section;
import org.metergate.journal.StoredReading;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity.Kind;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;
import org.metergate.spi.reading.Value.Moment;

/**
 * The key {@code every}: of each counter and gauge the first value in each interval of this length
 * is delivered, of each state every change (of a clock too the first value); readings with no value
 * left are left out. Nothing of a counter is lost, since its next value includes what was skipped.
 * Intervals begin at full multiples, so that a minute's value is the first of the minute. Records
 * of a meter's own logger are never thinned. A reading that is passed in again gets the same
 * result. One thread.
 */
public final class Thinning {
  private static final String KEY = "every";
  private static final Duration LONGEST = Duration.ofDays(1);

  /** What passes of one register between two times that the other side has it safely. */
  private static final int MOST = 256;

  private record Register(String meter, Origin origin, String quantity, String register) {}

  private record Passed(long time, Value value) {}

  private final long length;

  /**
   * What passed, by the id of its reading. What may be repeated stays in it, since the value that a
   * reading was compared with is not the newest one any more when the reading is passed in again.
   */
  private final Map<Register, NavigableMap<Long, Passed>> passed = new HashMap<>();

  Thinning(Duration every) {
    this.length = every.toMillis();
  }

  /**
   * Reads the key.
   *
   * @param section the settings of an output.
   * @return 1 s to 1 d; zero without the key.
   */
  public static Duration read(Section section) {
    if (section.optionalText(KEY).isEmpty()) {
      return Duration.ZERO;
    }
    return section.duration(KEY, Duration.ZERO, Duration.ofSeconds(1), LONGEST);
  }

  /** Returns what is left of some readings, in their order. */
  List<StoredReading> of(List<StoredReading> batch) {
    if (length == 0) {
      return batch;
    }
    List<StoredReading> left = new ArrayList<>(batch.size());
    for (StoredReading stored : batch) {
      Reading reading = stored.reading();
      if (reading.origin() == Origin.HISTORY) {
        left.add(stored);
        continue;
      }
      List<Measurement> wanted =
          reading.measurements().stream().filter(m -> passes(stored, m)).toList();
      if (wanted.size() == reading.measurements().size()) {
        left.add(stored);
      } else if (!wanted.isEmpty()) {
        left.add(stored.with(reading.withMeasurements(wanted)));
      }
    }
    return left;
  }

  private boolean passes(StoredReading stored, Measurement measurement) {
    Reading reading = stored.reading();
    Register register =
        new Register(
            reading.meter().displayName(),
            reading.origin(),
            measurement.quantity().name(),
            measurement.register());
    NavigableMap<Long, Passed> course = passed.computeIfAbsent(register, r -> new TreeMap<>());
    if (course.containsKey(stored.id())) {
      return true;
    }
    long time = Math.floorDiv(reading.receivedAt().toEpochMilli(), length);
    Map.Entry<Long, Passed> last = course.lowerEntry(stored.id());
    if (last != null) {
      boolean news =
          measurement.quantity().kind() == Kind.STATE && !(measurement.value() instanceof Moment)
              ? measurement.value() != null && !measurement.value().equals(last.getValue().value())
              : time != last.getValue().time();
      if (!news) {
        return false;
      }
    }
    note(course, stored.id(), new Passed(time, measurement.value()));
    return true;
  }

  private static void note(NavigableMap<Long, Passed> course, long id, Passed value) {
    course.put(id, value);
    if (course.size() > MOST && course.firstKey() == id) {
      course.pollLastEntry(); // the output has gone far back
    } else if (course.size() > MOST) {
      course.pollFirstEntry();
    }
  }

  /**
   * Forgets what is needed no more.
   *
   * @param settled no reading up to this one is passed in again, unless all are from there on.
   */
  void settled(long settled) {
    for (NavigableMap<Long, Passed> course : passed.values()) {
      Long last = course.floorKey(settled);
      if (last != null) {
        course.headMap(last, false).clear();
      }
    }
  }
}
