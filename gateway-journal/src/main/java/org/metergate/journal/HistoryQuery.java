// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.SQLException;
import org.metergate.spi.codec.MalformedException;

/** A query of the history. */
@FunctionalInterface
public interface HistoryQuery {
  /**
   * Reads what it needs.
   *
   * @param history only valid until this returns.
   * @throws SQLException when the file cannot be read.
   * @throws MalformedException when a row is damaged.
   */
  void at(History history) throws SQLException, MalformedException;
}
