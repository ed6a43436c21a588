// SPDX-License-Identifier: Apache-2.0
/**
 * A line at the level of its bits: what a meter sends becomes changes of a level, with noise, an
 * echo or the wrong polarity where that is wanted, and a receiver with settings of its own makes
 * bytes, framing errors, parity errors and breaks of it. Everything moves with the time that the
 * caller passes; one thread.
 *
 * <p>Must not know: drivers, driver sessions, readings, options, recordings, threads, logs.
 */
package org.metergate.emulator.wire;
