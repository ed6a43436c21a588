// SPDX-License-Identifier: Apache-2.0
/**
 * The two implementations of {@link org.metergate.spi.time.TimeSource}: the system's clock for the
 * program, and a virtual one for tests, {@code decode} and recordings that moves only when code
 * waits on it.
 *
 * <p>Must not know: drivers, driver sessions, links, findings, readings, recordings, I/O.
 */
package org.metergate.time;
