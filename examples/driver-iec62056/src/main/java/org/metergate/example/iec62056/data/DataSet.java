// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056.data;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One register of a readout (IEC 62056-21, clause 6.3.5): {@code 1.8.0(001234.567*kWh)}, sometimes
 * followed by the time at which the value was reached, in separate brackets.
 *
 * @param address as on the wire.
 * @param value the first value.
 * @param unit its unit as on the wire; empty if there is none.
 * @param more the contents of further brackets, in order.
 */
public record DataSet(String address, String value, String unit, List<String> more) {
  private static final Pattern SET =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9.:*&-]{0,31})((?:\\([^()]{0,128}\\))+)");
  private static final Pattern BRACKET = Pattern.compile("\\(([^()]*)\\)");

  /** Copies the list. */
  public DataSet {
    more = List.copyOf(more);
  }

  /**
   * Finds the registers in a readout: most meters send each on its own line, some send all in one
   * line.
   *
   * @param text lines of data.
   * @return the registers in order; anything of another form is skipped.
   */
  public static List<DataSet> all(String text) {
    List<DataSet> sets = new ArrayList<>();
    Matcher found = SET.matcher(text);
    while (found.find()) {
      List<String> brackets = new ArrayList<>();
      Matcher bracket = BRACKET.matcher(found.group(2));
      while (bracket.find()) {
        brackets.add(bracket.group(1).strip());
      }
      String first = brackets.remove(0);
      int star = first.indexOf('*');
      sets.add(
          new DataSet(
              found.group(1),
              star < 0 ? first : first.substring(0, star).strip(),
              star < 0 ? "" : first.substring(star + 1).strip(),
              brackets));
    }
    return sets;
  }

  /**
   * Returns the address without medium and channel, as used in the tables.
   *
   * @return {@code 1.8.0} for {@code 1-0:1.8.0}.
   */
  public String code() {
    return address.substring(address.indexOf(':') + 1);
  }
}
