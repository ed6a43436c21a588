// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

/** How an integer becomes a value. */
sealed interface Scaling {
  /** Neither the list nor a table nor an option has the scale. */
  Scaling OPEN = new Open(Note.SCALES_OPEN);

  /**
   * By a fixed power of ten.
   *
   * @param exponent -9 to 9.
   */
  record Known(int exponent) implements Scaling {}

  /**
   * Not yet: the raw integer is kept.
   *
   * @param note what is missing.
   */
  record Open(Note note) implements Scaling {}

  /** By what all voltages of the telegram show together. */
  record VoltageOfTelegram() implements Scaling {}

  /** In hundredths, unless the telegram itself contradicts it. */
  record CurrentOfTelegram() implements Scaling {}
}
