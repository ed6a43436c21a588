// SPDX-License-Identifier: Apache-2.0
package org.metergate.counter;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;

/**
 * Withholds counters of one meter that fell, or leapt further than is possible: outputs would take
 * the difference for consumption. The number stays as the raw one. What stays wrong stays withheld
 * until {@link #forget}. One thread.
 */
public final class CounterPlausibility {
  /** A counter may move rarely, once an hour, by all that the hour brought. */
  private static final Duration SHORTEST = Duration.ofHours(1);

  /** Before the first reading the program may have slept, and its clock may be wrong still. */
  private static final Duration ASLEEP = Duration.ofDays(30);

  private static final int MOST = 200;

  private final Map<String, Mark> marks = new TreeMap<>();

  private static final class Mark {
    private BigDecimal count;
    private Instant moved;
    private boolean fresh;
    private Duration leapt;

    Mark(BigDecimal count, Instant moved, boolean fresh) {
      this.count = count;
      this.moved = moved;
      this.fresh = fresh;
    }

    /** The time that the counter had; it does not grow while the counter is in doubt. */
    Duration time(Instant now) {
      if (leapt != null) {
        return leapt;
      }
      Duration since = Duration.between(moved, now);
      Duration least = fresh ? ASLEEP : SHORTEST;
      return since.compareTo(least) < 0 ? least : since;
    }
  }

  /** Knows nothing yet. */
  public CounterPlausibility() {}

  /**
   * Looks at a reading.
   *
   * @param reading of this meter, in the order of arrival.
   * @param exponent of counts whose value is not given.
   * @param told hears of each counter that is withheld.
   * @return the same reading, or one in which such counters have neither value nor unit.
   */
  public Reading check(Reading reading, int exponent, Consumer<Finding> told) {
    List<Measurement> checked = null;
    for (int i = 0; i < reading.measurements().size(); i++) {
      Measurement m = reading.measurements().get(i);
      if (m.quantity().kind() == Quantity.Kind.COUNTER
          && !accept(m, reading.receivedAt(), exponent, told)) {
        checked = checked == null ? new ArrayList<>(reading.measurements()) : checked;
        checked.set(i, Measurements.withheld(m));
      }
    }
    return checked == null
        ? reading
        : new Reading(
            reading.meter(),
            reading.telegram(),
            reading.origin(),
            reading.receivedAt(),
            reading.meterTime(),
            checked);
  }

  /**
   * Takes a value away.
   *
   * @param m of a counter.
   * @return without value and unit; the number stays as the raw one.
   */
  public static Measurement withheld(Measurement m) {
    return Measurements.withheld(m);
  }

  private boolean accept(Measurement m, Instant at, int exponent, Consumer<Finding> told) {
    BigDecimal now = comparable(m);
    if (now == null) {
      return true;
    }
    Mark mark = marks.get(m.register());
    if (mark == null) {
      if (marks.size() < MOST) {
        marks.put(m.register(), new Mark(now, at, false));
      }
      return true;
    }
    int moved = now.compareTo(mark.count);
    if (moved == 0) {
      mark.leapt = null;
      return true;
    }
    if (moved < 0) {
      told.accept(CounterFindings.FELL.with("register", m.register(), "before", plain(mark.count)));
      return false;
    }
    Duration time = mark.time(at);
    if (!GrowthLimits.possible(m, now.subtract(mark.count), exponent, time)) {
      mark.leapt = time;
      told.accept(
          CounterFindings.LEAPT.with(
              "register", m.register(), "before", plain(mark.count), "now", plain(now)));
      return false;
    }
    mark.count = now;
    mark.moved = at;
    mark.fresh = false;
    mark.leapt = null;
    return true;
  }

  /** The value where there is one, since it means the same under any scale; else the count. */
  private static BigDecimal comparable(Measurement m) {
    if (m.value() instanceof Value.Decimal && m.raw() == null) {
      return ((Value.Decimal) m.value()).number();
    }
    return m.raw();
  }

  private static String plain(BigDecimal number) {
    return number.toPlainString();
  }

  /** Takes the next reading as it comes. */
  public void forget() {
    marks.clear();
  }

  /**
   * Learns from a reading of before.
   *
   * @param reading as stored, with what was withheld marked by a missing unit.
   */
  public void learn(Reading reading) {
    for (Measurement m : reading.measurements()) {
      BigDecimal count = comparable(m);
      boolean good = m.unit() != null && m.quantity().kind() == Quantity.Kind.COUNTER;
      if (good && count != null) {
        Mark known = marks.get(m.register());
        if (known == null || known.count.compareTo(count) < 0) {
          marks.put(m.register(), new Mark(count, reading.receivedAt(), true));
        }
      }
    }
  }

  /**
   * Writes what is known: {@code REGISTER=COUNT@SECONDS} with blanks between.
   *
   * @param most characters; counters that do not fit are left out.
   * @return the text, for {@link #parse}.
   */
  public String text(int most) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Mark> entry : marks.entrySet()) {
      Mark mark = entry.getValue();
      String one =
          entry.getKey() + "=" + plain(mark.count) + "@" + mark.moved.getEpochSecond() + " ";
      if (text.length() + one.length() <= most && entry.getKey().matches("[^ =@]+")) {
        text.append(one);
      }
    }
    return text.toString().stripTrailing();
  }

  /**
   * Reads a text of {@link #text}.
   *
   * @param text the text.
   * @return a watch that goes on from there.
   * @throws MalformedException when it is none.
   */
  public static CounterPlausibility parse(String text) throws MalformedException {
    CounterPlausibility watch = new CounterPlausibility();
    try {
      for (String one : text.isEmpty() ? new String[0] : text.split(" ")) {
        String[] words = one.split("[=@]");
        Instant moved = Instant.ofEpochSecond(Long.parseLong(words[2]));
        watch.marks.put(words[0], new Mark(new BigDecimal(words[1]), moved, true));
      }
    } catch (RuntimeException e) {
      throw new MalformedException("'" + text + "' does not say where counters stood");
    }
    return watch;
  }
}
