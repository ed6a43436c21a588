// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import org.metergate.journal.rollup.EventTime;
import org.metergate.journal.rollup.RollupWriter;
import org.metergate.journal.sql.CounterRuleTable;
import org.metergate.journal.sql.ReadingTable;
import org.metergate.journal.sql.RowHead;
import org.metergate.journal.sql.RowRangeTable;
import org.metergate.rollup.Downsampler;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Reading;

/** Reads the readings of a range of time. Called within a query of the journal. */
final class ReadingScan {
  private final Reader reader;
  private final ZoneId clocks;
  private final CounterRuleTable counterRuleTable;
  private final RowRangeTable spans;
  private final ReadingTable readings;

  ReadingScan(Reader reader, ZoneId clocks, CounterRuleTable counterRuleTable) {
    this.reader = reader;
    this.clocks = clocks;
    this.counterRuleTable = counterRuleTable;
    spans = new RowRangeTable(reader.connection());
    readings = new ReadingTable(reader.connection(), counterRuleTable);
  }

  /**
   * Reads the readings of some meters, one meter after the other.
   *
   * @param meters their ids.
   * @param from the earliest time.
   * @param to the first time that is not included.
   */
  void read(Set<Integer> meters, Instant from, Instant to, History.Rows sink)
      throws SQLException, MalformedException {
    long first = Math.floorDiv(from.toEpochMilli(), Downsampler.QUARTER);
    long last = Math.floorDiv(to.toEpochMilli(), Downsampler.QUARTER);
    long newest = readings.newestTimed();
    long watermark = RollupWriter.watermark(reader.connection());
    for (int id : meters) {
      for (RowRangeTable.Ids ids : spans.find(id, first, last, watermark, newest)) {
        readings.scan(
            ids.first(), ids.last(), id, new InRange(from.toEpochMilli(), to.toEpochMilli(), sink));
      }
    }
  }

  private final class InRange implements ReadingTable.Visitor {
    private final long from;
    private final long to;
    private final History.Rows sink;
    private long time;

    InRange(long from, long to, History.Rows sink) {
      this.from = from;
      this.to = to;
      this.sink = sink;
    }

    @Override
    public boolean wants(RowHead head) throws SQLException, MalformedException {
      time =
          EventTime.of(
              head.isHistory(),
              head.received(),
              head.stamp(),
              readings.schema(head.schema()).clock(),
              clocks);
      return time != EventTime.NONE && time >= from && time < to;
    }

    @Override
    public void take(RowHead head, Reading reading) {
      long seriesFrom = counterRuleTable.of(reading.meter()).seriesFrom(head.id());
      sink.take(Instant.ofEpochMilli(time), new StoredReading(head.id(), reading, seriesFrom));
    }
  }
}
