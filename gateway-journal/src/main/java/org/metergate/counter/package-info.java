// SPDX-License-Identifier: Apache-2.0
/**
 * Plausibility of counters: the scale that a telegram does not contain, which meter counts, and
 * that a counter neither decreases nor jumps. Works on readings alone. Each object is used by one
 * thread.
 *
 * <p>Must not know: the journal, drivers, outputs, clocks, I/O.
 */
package org.metergate.counter;
