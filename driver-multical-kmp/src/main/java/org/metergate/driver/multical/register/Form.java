// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.register;

/** How the bytes of a value are read. */
enum Form {
  /** An unsigned integer with a separate decimal exponent and sign. */
  NUMBER,
  /** hhmmss as a decimal integer. */
  CLOCK,
  /** yymmdd as a decimal integer, years from 2000. */
  DATE,
  /** yyyymmdd as a decimal integer. */
  LONG_DATE,
  /** mmdd as a decimal integer. */
  DAY_OF_YEAR,
  /** Eight bytes that end in ss, mm, hh, dd, MM, yy, one byte each. */
  REVERSED_MOMENT,
  /** Seven bytes: minutes of summer time, yy, MM, dd, hh, mm, ss. */
  SUMMER_TIME_MOMENT,
  /** Characters. */
  TEXT
}
