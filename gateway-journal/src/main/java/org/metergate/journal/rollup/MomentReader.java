// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.rollup;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.metergate.journal.sql.CounterRuleTable;
import org.metergate.journal.sql.Prepared;
import org.metergate.journal.sql.ReadingTable;
import org.metergate.rollup.Boundary;
import org.metergate.rollup.Downsampler;
import org.metergate.rollup.Rollup;
import org.metergate.rollup.Sample;
import org.metergate.spi.codec.MalformedException;

/**
 * The values of counters at a moment: the boundary of the interval that begins or ends there, so
 * that they are those of the history, and how old they are. Readings that are deleted already are
 * known by their roll-ups. Used under the lock of its connection.
 */
public final class MomentReader {
  /** How many quarters of an hour with readings of a meter are searched for one of a counter. */
  private static final int MAX_SEARCHED = 100;

  /** Readings that are not rolled up yet are of about now; those of a logger may be older. */
  private static final long FRESH = 2 * RollupTable.QUARTERS * Downsampler.QUARTER;

  private final RollupTable table;
  private final BucketRebuild rows;
  private final Prepared before;
  private final Prepared after;
  private final Map<Long, TreeMap<Long, QuarterBuckets>> fresh;
  private final long moment;
  private final UnrolledRows unrolled;
  private final long newest;

  /**
   * Scans the readings that are not rolled up yet.
   *
   * @param clocks the zone of meter clocks without an offset.
   * @param wanted the counters that are asked for.
   * @param moment UTC milliseconds, a whole minute.
   */
  public MomentReader(
      Connection connection,
      ZoneId clocks,
      CounterRuleTable counterRuleTable,
      List<Series> wanted,
      long moment)
      throws SQLException, MalformedException {
    this.moment = moment;
    table = new RollupTable(connection);
    rows = new BucketRebuild(connection, clocks, counterRuleTable);
    before = new Prepared(connection, "SELECT max(quarter) FROM span WHERE meter=? AND quarter<=?");
    after = new Prepared(connection, "SELECT min(quarter) FROM span WHERE meter=? AND quarter>=?");
    RealTimeBuckets tail = new RealTimeBuckets(connection, clocks, counterRuleTable, wanted);
    fresh = tail.quarters(moment - FRESH, moment + FRESH);
    unrolled = tail.unrolled();
    newest = new ReadingTable(connection, counterRuleTable).newestTimed();
  }

  /**
   * Finds the value of a counter at the moment.
   *
   * @param series one of those that are wanted, a counter.
   * @return nothing where no reading is known at the moment or before it.
   */
  public Optional<CounterAt> read(Series series) throws SQLException, MalformedException {
    Optional<Boundary> boundary = boundary(series);
    OptionalLong earlier = earlier(series);
    OptionalLong later = later(series);
    if (boundary.isEmpty()) {
      return earlier.isEmpty() ? Optional.empty() : last(series, earlier.getAsLong(), later);
    }
    boolean estimated = boundary.get().estimated();
    boolean isLater = !estimated && isNearer(later, earlier);
    OptionalLong read = isLater || earlier.isEmpty() ? later : earlier;
    if (read.isEmpty()) {
      return Optional.empty(); // damaged: a value without a reading
    }
    return Optional.of(
        new CounterAt(
            series,
            estimated ? CounterAt.Basis.ESTIMATED : CounterAt.Basis.READ,
            boundary.get().value(),
            read.getAsLong(),
            estimated ? later : OptionalLong.empty()));
  }

  /** Whether the minute of a later reading is nearer to the moment than that of an earlier one. */
  private boolean isNearer(OptionalLong later, OptionalLong earlier) {
    return later.isPresent()
        && (earlier.isEmpty()
            || later.getAsLong() - moment <= moment - earlier.getAsLong() - Downsampler.MINUTE);
  }

  private Optional<Boundary> boundary(Series series) throws SQLException, MalformedException {
    long quarter = OpenBuckets.quarter(moment);
    TreeMap<Long, QuarterBuckets> near = quarters(series, quarter - 1, quarter + 1);
    if (moment % Downsampler.QUARTER != 0) {
      List<Rollup> minutes = near.containsKey(quarter) ? near.get(quarter).minutes() : List.of();
      return minutes.stream().flatMap(minute -> boundary(minute).stream()).findFirst();
    }
    for (Map.Entry<Long, QuarterBuckets> one : near.descendingMap().entrySet()) {
      Optional<Boundary> found = one.getValue().whole(one.getKey()).flatMap(this::boundary);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Boundary> boundary(Rollup interval) {
    if (!(interval instanceof Rollup.Counter counter)) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        counter.from() == moment
            ? counter.first()
            : counter.to() == moment ? counter.last() : null);
  }

  /** The minute of the last reading before the moment. */
  private OptionalLong earlier(Series series) throws SQLException, MalformedException {
    long quarter = OpenBuckets.quarter(moment - 1);
    for (int i = 0; i < MAX_SEARCHED && quarter != Long.MIN_VALUE; i++) {
      quarter = previous(series, quarter);
      List<Rollup> minutes = minutes(series, quarter);
      for (int m = minutes.size() - 1; m >= 0; m--) {
        Rollup minute = minutes.get(m);
        if (minute.readings() > 0 && minute.from() < moment) {
          return OptionalLong.of(minute.from());
        }
      }
      quarter = quarter == Long.MIN_VALUE ? quarter : quarter - 1;
    }
    return OptionalLong.empty();
  }

  /** The minute of the first reading at the moment or after it. */
  private OptionalLong later(Series series) throws SQLException, MalformedException {
    long quarter = OpenBuckets.quarter(moment);
    for (int i = 0; i < MAX_SEARCHED && quarter != Long.MAX_VALUE; i++) {
      quarter = following(series, quarter);
      for (Rollup minute : minutes(series, quarter)) {
        if (minute.readings() > 0 && minute.from() >= moment) {
          return OptionalLong.of(minute.from());
        }
      }
      quarter = quarter == Long.MAX_VALUE ? quarter : quarter + 1;
    }
    return OptionalLong.empty();
  }

  private long previous(Series series, long quarter) throws SQLException {
    Long open = fresh.getOrDefault(series.id(), new TreeMap<>()).floorKey(quarter);
    long newer = open == null ? Long.MIN_VALUE : open;
    return Math.max(newer, number(before, series, quarter, Long.MIN_VALUE));
  }

  private long following(Series series, long quarter) throws SQLException {
    Long open = fresh.getOrDefault(series.id(), new TreeMap<>()).ceilingKey(quarter);
    long newer = open == null ? Long.MAX_VALUE : open;
    return Math.min(newer, number(after, series, quarter, Long.MAX_VALUE));
  }

  private static long number(Prepared query, Series series, long quarter, long none)
      throws SQLException {
    try (ResultSet row = query.query(series.meterId(), quarter)) {
      return row.next() && row.getObject(1) != null ? row.getLong(1) : none;
    }
  }

  private List<Rollup> minutes(Series series, long quarter)
      throws SQLException, MalformedException {
    if (quarter == Long.MIN_VALUE || quarter == Long.MAX_VALUE) {
      return List.of();
    }
    QuarterBuckets buckets = quarters(series, quarter, quarter + 1).get(quarter);
    return buckets == null ? List.of() : buckets.minutes();
  }

  private TreeMap<Long, QuarterBuckets> quarters(Series series, long first, long end)
      throws SQLException, MalformedException {
    TreeMap<Long, QuarterBuckets> quarters = new TreeMap<>();
    TreeMap<Long, QuarterBuckets> open = fresh.getOrDefault(series.id(), new TreeMap<>());
    for (long quarter = first; quarter < end; quarter++) {
      QuarterBuckets buckets = open.get(quarter);
      Optional<QuarterBuckets> known =
          buckets == null ? table.quarter(series, quarter) : Optional.of(buckets);
      if (known.isPresent()) {
        quarters.put(quarter, known.get());
      }
    }
    return quarters;
  }

  /** The value of the last reading in a minute, from its row, or from roll-ups if it is deleted. */
  private Optional<CounterAt> last(Series series, long minute, OptionalLong later)
      throws SQLException, MalformedException {
    long end = Math.min(minute + Downsampler.MINUTE, moment + 1);
    Optional<BigDecimal> value =
        rows.last(series, minute, end, unrolled, newest).map(Sample::value);
    if (value.isEmpty()) {
      value = remembered(series, minute);
    }
    return value.map(number -> new CounterAt(series, CounterAt.Basis.LAST, number, minute, later));
  }

  /** The latest value of a reading that the roll-ups around a minute hold. */
  private Optional<BigDecimal> remembered(Series series, long minute)
      throws SQLException, MalformedException {
    long quarter = OpenBuckets.quarter(minute);
    QuarterBuckets buckets = quarters(series, quarter, quarter + 1).get(quarter);
    if (buckets == null) {
      return Optional.empty();
    }
    BigDecimal newestValue = null;
    for (Rollup one : buckets.minutes()) {
      if (one instanceof Rollup.Counter counter && one.from() < moment) {
        newestValue = latest(newestValue, counter.first());
        newestValue = one.to() <= moment ? latest(newestValue, counter.last()) : newestValue;
      }
    }
    Optional<Rollup> whole = buckets.whole(quarter);
    if (whole.isPresent() && whole.get() instanceof Rollup.Counter counter) {
      newestValue = newestValue == null ? latest(null, counter.first()) : newestValue;
      newestValue = counter.to() <= moment ? latest(newestValue, counter.last()) : newestValue;
    }
    return Optional.ofNullable(newestValue);
  }

  private static BigDecimal latest(BigDecimal known, Boundary boundary) {
    return boundary == null || boundary.estimated() ? known : boundary.value();
  }
}
