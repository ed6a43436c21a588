// SPDX-License-Identifier: Apache-2.0
/**
 * Faults of a line, as decorators of an emulated meter. They change bytes without interpreting
 * them. The caller supplies the time; one thread.
 *
 * <p>Must not know: drivers, driver sessions, findings, readings, clocks, threads, logs.
 */
package org.metergate.emulator.fault;
