// SPDX-License-Identifier: Apache-2.0
package org.metergate.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How lines of comma-separated values are written and read, wherever the program writes them: RFC
 * 4180, with the separator and the decimal mark that the spreadsheet of the country expects. No
 * value ever contains a line end, so that a file can be read line by line, and no text of a meter
 * is taken for a formula. Pure.
 *
 * @param separator a comma, a semicolon or a tab.
 * @param decimalComma whether numbers have a decimal comma instead of a point.
 */
public record CsvForm(char separator, boolean decimalComma) {

  /** As RFC 4180 shows it: commas between the cells, decimal points. */
  public static final CsvForm RFC_4180 = new CsvForm(',', false);

  /**
   * Returns the cell of any value.
   *
   * @param value null for an empty cell; decimals are written without an exponent; all else as its
   *     text.
   * @return not quoted yet.
   */
  public String cell(Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof BigDecimal number ? number(number) : text(value.toString());
  }

  /**
   * Returns the cell of a number.
   *
   * @param number any.
   * @return without an exponent.
   */
  public String number(BigDecimal number) {
    String text = number.toPlainString();
    return decimalComma ? text.replace('.', ',') : text;
  }

  /**
   * Reads the cell of a number.
   *
   * @param cell as {@link #number(BigDecimal)} returns it.
   * @return nothing if it is no number.
   */
  public Optional<BigDecimal> number(String cell) {
    String text = decimalComma ? cell.replace(',', '.') : cell;
    return text.matches("-?\\d+(\\.\\d+)?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  /**
   * Returns a text of a meter such that a spreadsheet does not take it for a formula.
   *
   * @param meterText any text.
   * @return without control characters.
   */
  public static String text(String meterText) {
    String flat = meterText.replaceAll("\\p{Cntrl}", " ");
    return flat.matches("[=+@-].*") && !flat.matches("[+-]?[\\d.,]+") ? "'" + flat : flat;
  }

  /**
   * Returns a line with its line end, each cell quoted where it needs it.
   *
   * @param cells as {@link #cell} returns them.
   * @return the line, which ends in CR and LF.
   */
  public String line(List<String> cells) {
    return cells.stream().map(this::quoted).collect(Collectors.joining(separator + "")) + "\r\n";
  }

  private String quoted(String cell) {
    return cell.indexOf(separator) < 0 && cell.indexOf('"') < 0
        ? cell
        : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /**
   * Reads a line.
   *
   * @param line without its line end.
   * @return its cells.
   */
  public List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
          cell.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == separator && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
