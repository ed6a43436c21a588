// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.sql.SQLException;
import org.metergate.spi.codec.MalformedException;

/** Texts that many rows have in common, by number. */
interface TextDictionary {
  /** Not in the dictionary: the text is stored in the row. */
  int NONE = -1;

  /**
   * Returns the number of a text, or decides that the row stores it.
   *
   * @param meter the number of the row's meter.
   * @param schema the number of the row's schema.
   * @param place the index of the field in the schema.
   * @param text the value of the field.
   */
  int number(int meter, int schema, int place, String text) throws SQLException;

  /** The text with a number. */
  String text(int number) throws SQLException, MalformedException;
}
