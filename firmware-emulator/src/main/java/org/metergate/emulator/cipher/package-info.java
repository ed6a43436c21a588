// SPDX-License-Identifier: Apache-2.0
/**
 * Encryption of emulated meters with the Java platform's own cipher, independent of the drivers'
 * cipher, so that each verifies the other. Plain texts are not interpreted. Immutable objects; any
 * thread.
 *
 * <p>Must not know: drivers, driver sessions, links, readings, clocks, threads, logs, I/O.
 */
package org.metergate.emulator.cipher;
