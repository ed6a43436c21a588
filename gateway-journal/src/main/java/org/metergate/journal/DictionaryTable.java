// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.metergate.spi.codec.MalformedException;

/**
 * The words. A text becomes one when it stands at the same place twice in a row: a meter's number
 * does, a clock written as a text does not. Used under the lock of its connection.
 */
final class DictionaryTable implements TextDictionary {
  private record Place(int meter, int shape, int place) {}

  private final Prepared select;
  private final Prepared find;
  private final Prepared insert;
  private final Map<Place, String> before = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<Integer, String> texts = new HashMap<>();

  DictionaryTable(Connection connection) {
    select = new Prepared(connection, "SELECT text FROM word WHERE id=?");
    find = new Prepared(connection, "SELECT id FROM word WHERE text=?");
    insert = new Prepared(connection, "INSERT INTO word (text) VALUES (?)");
  }

  @Override
  public int number(int meter, int shape, int place, String text) throws SQLException {
    Integer number = numbers.get(text);
    if (number != null) {
      return number;
    }
    Place here = new Place(meter, shape, place);
    if (!text.equals(before.get(here)) || text.indexOf('\0') >= 0) {
      BoundedMaps.put(before, here, text);
      return NONE;
    }
    number = find(text);
    if (number == NONE) {
      insert.run(text);
      number = find(text);
    }
    BoundedMaps.put(numbers, text, number);
    return number;
  }

  private int find(String text) throws SQLException {
    try (ResultSet row = find.query(text)) {
      return row.next() ? row.getInt(1) : NONE;
    }
  }

  @Override
  public String text(int number) throws SQLException, MalformedException {
    String text = texts.get(number);
    if (text == null) {
      try (ResultSet row = select.query(number)) {
        if (!row.next()) {
          throw new MalformedException("the word " + number + " is not in the journal");
        }
        text = row.getString(1);
      }
      BoundedMaps.put(texts, number, text);
    }
    return text;
  }

  /** Forgets what a transaction that was undone may have put in. */
  void forget() {
    before.clear();
    numbers.clear();
  }
}
