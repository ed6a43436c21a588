// SPDX-License-Identifier: Apache-2.0
/**
 * Realistic pulse outputs: S0 and reed, with bounce, glitches, missing and stretched pulses. The
 * caller supplies the time and gets the edges up to it; one thread. How pulses are counted plays no
 * role.
 *
 * <p>Must not know: drivers, open links, findings, readings, recordings, threads, logs, I/O.
 */
package org.metergate.emulator.pulse;
