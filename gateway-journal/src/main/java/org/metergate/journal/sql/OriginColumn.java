// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Origin;

/** The column {@code history} of a reading: 0 live, 1 history, 2 late. Pure. */
final class OriginColumn {
  private static final List<Origin> ORIGINS = List.of(Origin.LIVE, Origin.HISTORY, Origin.LATE);

  private OriginColumn() {}

  static int write(Origin origin) {
    return ORIGINS.indexOf(origin);
  }

  /**
   * Reads the column of a row.
   *
   * @param row with the reading's id in its first column.
   * @param column counted from 1.
   * @throws MalformedException when the number is unknown.
   */
  static Origin read(ResultSet row, int column) throws SQLException, MalformedException {
    int number = row.getInt(column);
    if (number < 0 || number >= ORIGINS.size()) {
      throw new MalformedException(
          "reading " + row.getLong(1) + " has an unknown origin, " + number);
    }
    return ORIGINS.get(number);
  }
}
