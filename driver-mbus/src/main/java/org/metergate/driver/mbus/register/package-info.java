// SPDX-License-Identifier: Apache-2.0
/**
 * What the records of telegrams mean: names of quantities, units, the codes of Kamstrup, models.
 * Pure functions.
 *
 * <p>Must not know: driver sessions, links, findings, options, clocks, threads, logs, I/O.
 */
package org.metergate.driver.mbus.register;
