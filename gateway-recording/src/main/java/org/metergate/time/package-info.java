// SPDX-License-Identifier: Apache-2.0
/**
 * The two clocks behind {@link org.metergate.spi.time.TimeSource}: the system's for the program,
 * and one for tests, {@code decode} and recordings that moves only when somebody waits. It must not
 * know what is timed.
 */
package org.metergate.time;
