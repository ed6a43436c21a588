// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.SQLException;
import org.metergate.spi.codec.MalformedException;

/** Texts that many rows have in common, by number. */
interface TextDictionary {
  /** Not a word: the text stands in the row. */
  int NONE = -1;

  /**
   * Finds the number of a text, or decides that the row keeps it.
   *
   * @param meter the number of the row's meter.
   * @param shape the number of the row's shape.
   * @param place of the text in the list.
   * @param text what stands there.
   */
  int number(int meter, int shape, int place, String text) throws SQLException;

  /** The text of a number. */
  String text(int number) throws SQLException, MalformedException;
}
