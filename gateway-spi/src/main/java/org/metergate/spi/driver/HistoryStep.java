// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

/** How far apart the records of a meter's own logger are. */
public enum HistoryStep {
  /** One record an hour. */
  HOUR,
  /** One record a day. */
  DAY,
  /** One record a month. */
  MONTH,
  /** One record a year. */
  YEAR
}
