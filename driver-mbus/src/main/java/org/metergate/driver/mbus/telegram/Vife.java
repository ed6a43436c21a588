// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

/**
 * A byte that changes the meaning of a value (EN 13757-3, combinable VIFE).
 *
 * @param table which table it is from.
 * @param code 0 to 127, without the bit that another one follows.
 */
public record Vife(Table table, int code) {

  /** A table of VIFE. */
  public enum Table {
    /** The main table. */
    MAIN,
    /** The second table, after VIFE 7C. */
    SECOND,
    /** The manufacturer's own, after VIF or VIFE 7F. */
    MANUFACTURER
  }
}
