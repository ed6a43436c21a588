// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.metergate.web.history.data.MeterView;
import org.metergate.web.history.data.Row;

/** The rows of a view with named cells, for files: what its tables show, digit for digit. */
final class ViewRows {
  private static final String NEEDS_QUOTES = "[\\s\\S]*[\",\\r\\n][\\s\\S]*";

  private final MeterView view;
  private final ZoneId zone;

  ViewRows(MeterView view) {
    this.view = view;
    zone = view.question().period().zone();
  }

  /**
   * A cell.
   *
   * @param name of its column.
   * @param value a text, a number, a boolean or null.
   */
  record Cell(String name, Object value) {}

  /** Returns a time with the offset of the zone. */
  String time(long millis) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        Instant.ofEpochMilli(millis).atZone(zone).toOffsetDateTime());
  }

  List<Cell> cells(Row row) {
    List<Cell> cells = new ArrayList<>();
    cells.add(new Cell("from", time(row.at().from())));
    cells.add(new Cell("to", time(row.at().to())));
    cells.add(new Cell("meter", view.question().meter()));
    cells.add(new Cell("identifier", row.of().meter().identifier()));
    cells.add(new Cell("quantity", row.of().quantity()));
    cells.add(new Cell("unit", row.of().unit().ascii()));
    add(cells, "used", row.used());
    add(cells, "before", row.before());
    add(cells, "counter", row.counter());
    add(cells, "min", row.min());
    add(cells, "mean", row.mean());
    add(cells, "max", row.max());
    cells.add(new Cell("coverage", row.coverage()));
    cells.add(new Cell("estimated", row.estimated()));
    cells.add(new Cell("logged", row.logged()));
    cells.add(new Cell("readings", row.readings()));
    return cells;
  }

  private static void add(List<Cell> cells, String name, Optional<?> value) {
    cells.add(new Cell(name, value.orElse(null)));
  }

  /** Returns all rows as a file that spreadsheets open, with a line of names first. */
  String csv() {
    StringBuilder text = new StringBuilder(16_384);
    text.append(
        "from,to,meter,identifier,quantity,unit,used,before,counter,min,mean,max,coverage,"
            + "estimated,logged,readings\r\n");
    for (Row row : view.rows()) {
      text.append(cells(row).stream().map(ViewRows::csv).collect(Collectors.joining(",")))
          .append("\r\n");
    }
    return text.toString();
  }

  /** A spreadsheet takes a text that begins like a formula for one; an apostrophe prevents that. */
  private static String csv(Cell cell) {
    if (cell.value() == null) {
      return "";
    }
    if (!(cell.value() instanceof String text)) {
      return cell.value() instanceof BigDecimal number
          ? number.toPlainString()
          : cell.value().toString();
    }
    String safe = text.matches("[=+\\-@\\t\\r][\\s\\S]*") ? "'" + text : text;
    return safe.matches(NEEDS_QUOTES) ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
