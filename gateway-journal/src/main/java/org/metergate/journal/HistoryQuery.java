// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.SQLException;
import org.metergate.spi.codec.MalformedException;

/** A look at what was. */
@FunctionalInterface
public interface HistoryQuery {
  /**
   * Takes what is wanted.
   *
   * @param history only good until this returns.
   * @throws SQLException when the file cannot be read.
   * @throws MalformedException when a row is damaged.
   */
  void at(History history) throws SQLException, MalformedException;
}
