// SPDX-License-Identifier: Apache-2.0
/**
 * Readers of a journal's file that know its documented form and nothing of this project: they
 * import none of its classes, so that they could stand in any other program. One thread; whole
 * tables are in memory.
 *
 * <p>Must not know: the journal, readings, roll-ups, the gateway, clocks, threads, logs, I/O.
 */
package org.metergate.testing.foreign;
