// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.metergate.spi.reading.MeterRef;

/**
 * The model of each meter, stored as a state of the meter under a key with a blank in it, which no
 * driver's key has. Used under the lock of its connection.
 */
public final class ModelTable {
  private static final String KEY = "model ";

  private final Prepared select;

  public ModelTable(Connection connection) {
    select = new Prepared(connection, "SELECT text FROM state WHERE meter = ? AND key = ?");
  }

  /** The key of the state that has the model of a meter with this number. */
  public static String key(MeterRef meter) {
    return KEY + meter.subMeter() + "/" + meter.identifier();
  }

  /** The model of a meter with its number, if its driver ever said it. */
  public Optional<String> of(MeterRef meter) throws SQLException {
    try (ResultSet rows = select.query(meter.name(), key(meter))) {
      return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
    }
  }
}
