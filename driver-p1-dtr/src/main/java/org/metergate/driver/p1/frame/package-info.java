// SPDX-License-Identifier: Apache-2.0
/**
 * From bytes on the wire to whole P1 telegrams, plain or encrypted: start and end, checksum, parity
 * bits, line ends that a terminal removed. Records are passed on without being interpreted,
 * encrypted telegrams without being decrypted. Pure functions of the bytes and the checksums seen
 * before; each framer is for one thread.
 *
 * <p>Must not know: driver sessions, links, findings, readings, clocks, threads, logs, I/O.
 */
package org.metergate.driver.p1.frame;
