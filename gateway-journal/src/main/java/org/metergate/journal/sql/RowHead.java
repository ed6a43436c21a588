// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Origin;

/**
 * The columns of a row without its blob.
 *
 * @param id of the reading.
 * @param meter number of its meter.
 * @param schema the number of its row schema.
 * @param origin live, history from a logger, or decoded late.
 * @param received by the gateway's clock, UTC milliseconds.
 * @param stamp the meter's time since 1970 on its own clock, seconds; 0 if the schema has none.
 * @param stored when it was stored.
 */
public record RowHead(
    long id, int meter, int schema, Origin origin, long received, long stamp, SteadyTime stored) {
  public static final String COLUMNS =
      "id, meter, shape, history, received_ms, meter_time, boot, monotonic_ms";

  /** Reads a row of {@link #COLUMNS}. */
  public static RowHead of(ResultSet row) throws SQLException, MalformedException {
    return new RowHead(
        row.getLong(1),
        row.getInt(2),
        row.getInt(3),
        OriginColumn.read(row, 4),
        row.getLong(5),
        row.getLong(6),
        new SteadyTime(row.getInt(7), row.getLong(8)));
  }

  /** Whether a meter's own logger recorded it. */
  public boolean isHistory() {
    return origin == Origin.HISTORY;
  }

  /** Whether it describes the moment at which it was stored. */
  public boolean isLive() {
    return origin == Origin.LIVE;
  }
}
