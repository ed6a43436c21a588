// SPDX-License-Identifier: Apache-2.0
/**
 * A household and the sun: the power that it draws from each phase at any minute, the same for the
 * same seed. Pure functions of seed and time; how meters send this is not part of it.
 *
 * <p>Must not know: drivers, links, readings, options, emulated meters, clocks, threads, logs, I/O.
 */
package org.metergate.emulator.house;
