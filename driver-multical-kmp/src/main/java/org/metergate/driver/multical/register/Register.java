// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.register;

import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;

/**
 * A register of a meter.
 *
 * @param number 0 to 65535.
 * @param text the number as used in measurements.
 * @param quantity of its value.
 */
public record Register(int number, String text, Quantity quantity) {

  static Register of(int number, Quantity quantity) {
    return new Register(number, Integer.toString(number), quantity);
  }

  /** One that is in no table: kept under its own number. */
  static Register unnamed(int number) {
    return of(number, Quantities.unnamed(Integer.toString(number)));
  }
}
