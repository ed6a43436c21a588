// SPDX-License-Identifier: Apache-2.0
/**
 * Emulated Kamstrup meters that answer KMP requests: MULTICAL 403 and 603 with loggers, MULTICAL
 * 21, and the electricity meter 382. They sleep, reflect and answer late as configured. Independent
 * of the driver, so that each verifies the other: no code that writes requests or reads answers is
 * shared. The caller supplies the time; one thread.
 *
 * <p>Must not know: drivers, driver sessions, findings, readings, recordings, threads, logs.
 */
package org.metergate.emulator.kmp;
