// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.register;

import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;

/**
 * A register of a meter.
 *
 * @param number 0 to 65535.
 * @param text the number as a measurement names it.
 * @param quantity what it holds.
 */
public record Register(int number, String text, Quantity quantity) {

  static Register of(int number, Quantity quantity) {
    return new Register(number, Integer.toString(number), quantity);
  }

  /** One that no table names: kept under its own number. */
  static Register unnamed(int number) {
    return of(number, Quantities.unnamed(Integer.toString(number)));
  }
}
