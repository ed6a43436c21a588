// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.metergate.spi.codec.MalformedException;

/**
 * The dictionary of texts. A text is added when the same field of a meter has it twice in a row: a
 * meter's number is, a clock written as a text is not. Used under the lock of its connection.
 */
final class DictionaryTable implements TextDictionary {
  private record Field(int meter, int schema, int place) {}

  private final Prepared select;
  private final Prepared find;
  private final Prepared insert;
  private final Map<Field, String> before = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<Integer, String> texts = new HashMap<>();

  DictionaryTable(Connection connection) {
    select = new Prepared(connection, "SELECT text FROM word WHERE id=?");
    find = new Prepared(connection, "SELECT id FROM word WHERE text=?");
    insert = new Prepared(connection, "INSERT INTO word (text) VALUES (?)");
  }

  @Override
  public int number(int meter, int schema, int place, String text) throws SQLException {
    Integer number = numbers.get(text);
    if (number != null) {
      return number;
    }
    Field field = new Field(meter, schema, place);
    if (!text.equals(before.get(field)) || text.indexOf('\0') >= 0) {
      BoundedMaps.put(before, field, text);
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
          throw new MalformedException("the dictionary text " + number + " is not in the journal");
        }
        text = row.getString(1);
      }
      BoundedMaps.put(texts, number, text);
    }
    return text;
  }

  /** Forgets what a rolled-back transaction may have added. */
  void forget() {
    before.clear();
    numbers.clear();
  }
}
