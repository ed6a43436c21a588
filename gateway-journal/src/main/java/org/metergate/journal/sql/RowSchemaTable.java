// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;

/** The row schemas by number. Used under the lock of its connection. */
final class RowSchemaTable {
  /** A row schema with its number. */
  record Numbered(int number, RowSchema rowSchema) {}

  /**
   * More schemas than any meter needs: beyond this, new schemas are made to match more kinds of
   * rows.
   */
  static final int MAX_EXACT = 1000;

  private final Prepared select;
  private final Prepared items;
  private final Prepared newest;
  private final Prepared insert;
  private final Prepared insertItem;
  private final Map<RowSchema, Integer> numbers = new HashMap<>();
  private final Map<Integer, RowSchema> rowSchemas = new HashMap<>();
  private int highest;

  RowSchemaTable(Connection connection) {
    select = new Prepared(connection, "SELECT clock, clock_offset FROM shape WHERE id=?");
    items = new Prepared(connection, "SELECT * FROM shape_item WHERE shape=? ORDER BY place");
    newest = new Prepared(connection, "SELECT id FROM shape ORDER BY id DESC LIMIT " + MAX_EXACT);
    insert = new Prepared(connection, "INSERT INTO shape VALUES (?,?,?)");
    insertItem =
        new Prepared(connection, "INSERT INTO shape_item VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  }

  /** Loads the numbers of the stored schemas; what was loaded before is forgotten. */
  void loadAll() throws SQLException, MalformedException {
    numbers.clear();
    rowSchemas.clear();
    List<Integer> ids = new ArrayList<>();
    try (ResultSet rows = newest.query()) {
      while (rows.next()) {
        ids.add(rows.getInt(1));
      }
    }
    for (int id : ids) {
      highest = Math.max(highest, id);
      numbers.put(schema(id), id);
    }
  }

  /** The schema of a reading; a new schema is added. Within a transaction. */
  Numbered of(Reading reading) throws SQLException {
    RowSchema rowSchema = SchemaDetector.of(reading);
    Integer number = numbers.get(rowSchema);
    if (number == null && highest >= MAX_EXACT) {
      rowSchema = SchemaDetector.loose(reading);
      number = numbers.get(rowSchema);
    }
    if (number == null) {
      number = insert(rowSchema);
    }
    return new Numbered(number, rowSchema);
  }

  private int insert(RowSchema rowSchema) throws SQLException {
    int number = ++highest;
    insert.run(number, rowSchema.clock().form().name(), rowSchema.clock().offset());
    for (int place = 0; place < rowSchema.rowFields().size(); place++) {
      insertItem(number, place, rowSchema.rowFields().get(place));
    }
    BoundedMaps.put(numbers, rowSchema, number);
    return number;
  }

  private void insertItem(int schema, int place, RowField rowField) throws SQLException {
    Quantity quantity = rowField.quantity();
    insertItem.run(
        schema,
        place,
        quantity.name(),
        quantity.kind().name(),
        quantity.dimension().name(),
        quantity.label(),
        rowField.unit() == null ? null : rowField.unit().ascii(),
        rowField.unit() == null ? null : rowField.unit().display(),
        rowField.register(),
        rowField.kind().name(),
        rowField.raw() ? 1 : 0,
        rowField.scale(),
        rowField.factor(),
        rowField.stamped() ? 1 : 0);
  }

  /** The schema with a number. */
  RowSchema schema(int number) throws SQLException, MalformedException {
    RowSchema rowSchema = rowSchemas.get(number);
    if (rowSchema == null) {
      rowSchema = load(number);
      BoundedMaps.put(rowSchemas, number, rowSchema);
    }
    return rowSchema;
  }

  private RowSchema load(int number) throws SQLException, MalformedException {
    RowSchema.Clock clock;
    try (ResultSet row = select.query(number)) {
      if (!row.next()) {
        throw new MalformedException("the row schema " + number + " is not in the journal");
      }
      clock = new RowSchema.Clock(RowSchema.Clock.Form.valueOf(row.getString(1)), integer(row, 2));
    }
    List<RowField> list = new ArrayList<>();
    try (ResultSet row = items.query(number)) {
      while (row.next()) {
        list.add(rowField(row));
      }
    } catch (IllegalArgumentException e) {
      throw new MalformedException("the row schema " + number + " is damaged: " + e.getMessage());
    }
    return new RowSchema(clock, Collections.unmodifiableList(list));
  }

  private static RowField rowField(ResultSet row) throws SQLException {
    Quantity quantity =
        new Quantity(
            row.getString(3),
            Quantity.Kind.valueOf(row.getString(4)),
            Dimension.valueOf(row.getString(5)),
            row.getString(6));
    String unit = row.getString(7);
    return new RowField(
        quantity,
        unit == null ? null : new Unit(unit, row.getString(8)),
        row.getString(9),
        RowField.Kind.valueOf(row.getString(10)),
        row.getInt(11) == 1,
        integer(row, 12),
        row.getLong(13),
        row.getInt(14) == 1);
  }

  private static Integer integer(ResultSet row, int column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }
}
