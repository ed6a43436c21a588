// SPDX-License-Identifier: Apache-2.0
/**
 * Emulated meters, so that everything can be tested without hardware. An emulated meter is a state
 * machine driven by time, without threads: it runs at line speed on a port and at full speed in
 * tests.
 *
 * <p>Must not know: drivers, open links, findings, readings, the gateway, threads, logs, I/O.
 */
package org.metergate.spi.emulator;
