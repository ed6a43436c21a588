// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.journal.StoredReading;
import org.metergate.testing.JsonTree;

/**
 * The numbers of one reading as one receiver got them.
 *
 * @param numbers by the name of the quantity, digit for digit.
 * @param units likewise, where the form of the output has any.
 */
record CarriedValues(Map<String, String> numbers, Map<String, String> units) {
  private static final Pattern COLUMN = Pattern.compile("([a-z0-9_]+)(?: \\((.+)\\))?");
  private static final Pattern FIELD = Pattern.compile("([a-z0-9_]+)=(-?[0-9.]+)(?=,|$)");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  CarriedValues() {
    this(new TreeMap<>(), new TreeMap<>());
  }

  void put(String quantity, String number, String unit) {
    numbers.put(quantity, number);
    units.put(quantity, unit);
  }

  /** The payload of a post or a message; nothing where it is of another reading. */
  static Optional<CarriedValues> ofJson(String json, long id) {
    return ofJson(JsonTree.object(json), id);
  }

  static Optional<CarriedValues> ofJson(Map<String, Object> object, long id) {
    if (!object.get("seq").equals(BigDecimal.valueOf(id))) {
      return Optional.empty();
    }
    CarriedValues values = new CarriedValues();
    object.forEach(
        (name, value) -> {
          if (value instanceof BigDecimal number && !name.equals("seq")) {
            values.numbers.put(name, number.toPlainString());
          }
        });
    return Optional.of(values);
  }

  /** The line of a file with this id, by its header. */
  static Optional<CarriedValues> ofCsv(String file, long id) {
    List<String> lines = file.lines().toList();
    String[] header = lines.get(0).split(",", -1);
    for (String line : lines) {
      String[] cells = line.replaceAll("\"[^\"]*\"", "text").split(",", -1);
      if (cells[0].equals(Long.toString(id))) {
        CarriedValues values = new CarriedValues();
        for (int i = 6; i < cells.length; i++) {
          Matcher column = COLUMN.matcher(header[i]);
          if (column.matches()
              && !column.group(1).endsWith("_delta")
              && NUMBER.matcher(cells[i]).matches()) {
            values.put(column.group(1), cells[i], column.group(2) == null ? "" : column.group(2));
          }
        }
        return Optional.of(values);
      }
    }
    return Optional.empty();
  }

  /** The lines of a reading in line protocol, by its time. */
  static CarriedValues ofLines(String lines, String meter, StoredReading stored) {
    String time = " " + stored.reading().receivedAt().toEpochMilli();
    CarriedValues values = new CarriedValues();
    for (String line : lines.split("\n")) {
      if (line.contains(",meter=" + meter + (line.contains(",unit=") ? "," : " "))
          && line.endsWith(time)) {
        String bare = line.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "text");
        Matcher unit = Pattern.compile(",unit=([^, ]+)").matcher(bare);
        String name = unit.find() ? unit.group(1) : "";
        String fields = bare.substring(bare.indexOf(' ') + 1, bare.lastIndexOf(' '));
        Matcher field = FIELD.matcher(fields);
        while (field.find()) {
          values.put(field.group(1), field.group(2), name);
        }
      }
    }
    return values;
  }
}
