// SPDX-License-Identifier: Apache-2.0
/**
 * The only clock that drivers, links and emulated meters use. In the program it is the clock of the
 * system; in tests and in {@code decode} it moves only when the code under it waits.
 *
 * <p>Must not know: drivers, driver sessions, links, findings, readings, options, threads, I/O.
 */
package org.metergate.spi.time;
