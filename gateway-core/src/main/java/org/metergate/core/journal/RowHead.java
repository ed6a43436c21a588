// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What a row says without its blob.
 *
 * @param id of the reading.
 * @param meter number of its meter.
 * @param shape number of its shape.
 * @param history whether it came out of a logger.
 * @param received by the gateway's clock, UTC milliseconds.
 * @param stamp the meter's time since 1970 on its own clock, seconds; 0 where the shape has none.
 * @param stored when it was stored.
 */
record RowHead(
    long id, int meter, int shape, boolean history, long received, long stamp, SteadyTime stored) {
  static final String COLUMNS =
      "id, meter, shape, history, received_ms, meter_time, boot, monotonic_ms";

  /** Reads a row of {@link #COLUMNS}. */
  static RowHead of(ResultSet row) throws SQLException {
    return new RowHead(
        row.getLong(1),
        row.getInt(2),
        row.getInt(3),
        row.getInt(4) != 0,
        row.getLong(5),
        row.getLong(6),
        new SteadyTime(row.getInt(7), row.getLong(8)));
  }
}
