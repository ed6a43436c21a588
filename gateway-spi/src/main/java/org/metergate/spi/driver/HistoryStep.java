// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

/** The interval between two records of a meter's own logger. */
public enum HistoryStep {
  /** One record per hour. */
  HOUR,
  /** One record per day. */
  DAY,
  /** One record per month. */
  MONTH,
  /** One record per year. */
  YEAR
}
