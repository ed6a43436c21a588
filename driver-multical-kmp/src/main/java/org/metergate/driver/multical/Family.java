// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.util.List;
import org.metergate.driver.multical.register.RegisterTable;

/** What a meter measures, and therefore which registers are requested, the most important first. */
enum Family {
  /** Heat and cooling. */
  HEAT(
      1200,
      List.of(60, 68, 74, 80, 86, 87, 99, 63, 1004, 89, 97, 110, 1003, 1002),
      RegisterTable.STANDARD),
  /** Drinking water. */
  WATER(1200, List.of(68, 74, 99, 243, 292, 299, 1004, 582, 1003, 1002), RegisterTable.WATER),
  /** Electricity. */
  ELECTRICITY(
      9600,
      List.of(
          1, 2, 1023, 1024, 1054, 1055, 1056, 1076, 1077, 1078, 3, 4, 1080, 1081, 1082, 1344, 1345,
          1346),
      RegisterTable.STANDARD);

  private final int baud;
  private final List<Integer> wanted;
  private final RegisterTable table;

  Family(int baud, List<Integer> wanted, RegisterTable table) {
    this.baud = baud;
    this.wanted = wanted;
    this.table = table;
  }

  int baud() {
    return baud;
  }

  List<Integer> wanted() {
    return wanted;
  }

  RegisterTable table() {
    return table;
  }
}
