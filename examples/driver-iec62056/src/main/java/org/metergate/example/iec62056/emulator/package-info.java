// SPDX-License-Identifier: Apache-2.0
/**
 * An emulated meter, written independently of the driver, so that each verifies the other.
 *
 * <p>Must not know: driver sessions, open links, findings, readings, threads, logs, I/O.
 */
package org.metergate.example.iec62056.emulator;
