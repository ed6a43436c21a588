// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
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

/** The shapes by number. Used under the lock of its connection. */
final class ShapeTable {
  /** A shape with its number. */
  record Numbered(int number, Shape shape) {}

  /** So many lists has no meter: from here on new shapes are made to hold more kinds of rows. */
  static final int MANY = 1000;

  private final PreparedStatement select;
  private final PreparedStatement items;
  private final PreparedStatement newest;
  private final PreparedStatement insert;
  private final PreparedStatement insertItem;
  private final Map<Shape, Integer> numbers = new HashMap<>();
  private final Map<Integer, Shape> shapes = new HashMap<>();
  private int highest;

  ShapeTable(Connection connection) throws SQLException {
    select = connection.prepareStatement("SELECT clock, clock_offset FROM shape WHERE id=?");
    items = connection.prepareStatement("SELECT * FROM shape_item WHERE shape=? ORDER BY place");
    newest = connection.prepareStatement("SELECT id FROM shape ORDER BY id DESC LIMIT " + MANY);
    insert = connection.prepareStatement("INSERT INTO shape VALUES (?,?,?)");
    insertItem =
        connection.prepareStatement("INSERT INTO shape_item VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  }

  /** Learns the numbers of the shapes that are there; what was learnt before is forgotten. */
  void learn() throws SQLException, MalformedException {
    numbers.clear();
    shapes.clear();
    highest = 0;
    List<Integer> ids = new ArrayList<>();
    try (ResultSet rows = newest.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getInt(1));
      }
    }
    for (int id : ids) {
      highest = Math.max(highest, id);
      numbers.put(shape(id), id);
    }
  }

  /** The shape of a reading; a new one gets a number. Within a transaction. */
  Numbered of(Reading reading) throws SQLException {
    Shape shape = ShapeFinder.of(reading);
    Integer number = numbers.get(shape);
    if (number == null && highest >= MANY) {
      shape = ShapeFinder.loose(reading);
      number = numbers.get(shape);
    }
    if (number == null) {
      number = insert(shape);
    }
    return new Numbered(number, shape);
  }

  private int insert(Shape shape) throws SQLException {
    int number = ++highest;
    insert.setInt(1, number);
    insert.setString(2, shape.clock().form().name());
    setInteger(insert, 3, shape.clock().offset());
    insert.executeUpdate();
    for (int place = 0; place < shape.items().size(); place++) {
      insertItem(number, place, shape.items().get(place));
    }
    Bounded.put(numbers, shape, number);
    return number;
  }

  private void insertItem(int shape, int place, Item item) throws SQLException {
    insertItem.setInt(1, shape);
    insertItem.setInt(2, place);
    insertItem.setString(3, item.quantity().name());
    insertItem.setString(4, item.quantity().kind().name());
    insertItem.setString(5, item.quantity().dimension().name());
    insertItem.setString(6, item.quantity().label());
    insertItem.setString(7, item.unit() == null ? null : item.unit().ascii());
    insertItem.setString(8, item.unit() == null ? null : item.unit().display());
    insertItem.setString(9, item.register());
    insertItem.setString(10, item.kind().name());
    insertItem.setInt(11, item.raw() ? 1 : 0);
    setInteger(insertItem, 12, item.scale());
    insertItem.setLong(13, item.factor());
    insertItem.setInt(14, item.stamped() ? 1 : 0);
    insertItem.executeUpdate();
  }

  /** The shape of a number. */
  Shape shape(int number) throws SQLException, MalformedException {
    Shape shape = shapes.get(number);
    if (shape == null) {
      shape = load(number);
      Bounded.put(shapes, number, shape);
    }
    return shape;
  }

  private Shape load(int number) throws SQLException, MalformedException {
    Shape.Clock clock;
    select.setInt(1, number);
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new MalformedException("the shape " + number + " is not in the journal");
      }
      clock = new Shape.Clock(Shape.Clock.Form.valueOf(row.getString(1)), integer(row, 2));
    }
    List<Item> list = new ArrayList<>();
    items.setInt(1, number);
    try (ResultSet row = items.executeQuery()) {
      while (row.next()) {
        list.add(item(row));
      }
    } catch (IllegalArgumentException e) {
      throw new MalformedException("the shape " + number + " is damaged: " + e.getMessage());
    }
    return new Shape(clock, Collections.unmodifiableList(list));
  }

  private static Item item(ResultSet row) throws SQLException {
    Quantity quantity =
        new Quantity(
            row.getString(3),
            Quantity.Kind.valueOf(row.getString(4)),
            Dimension.valueOf(row.getString(5)),
            row.getString(6));
    String unit = row.getString(7);
    return new Item(
        quantity,
        unit == null ? null : new Unit(unit, row.getString(8)),
        row.getString(9),
        Item.Kind.valueOf(row.getString(10)),
        row.getInt(11) == 1,
        integer(row, 12),
        row.getLong(13),
        row.getInt(14) == 1);
  }

  private static Integer integer(ResultSet row, int column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }

  private static void setInteger(PreparedStatement statement, int column, Integer value)
      throws SQLException {
    if (value == null) {
      statement.setNull(column, Types.INTEGER);
    } else {
      statement.setInt(column, value);
    }
  }
}
