// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.evidence;

/**
 * The end of a connection that discarded bytes which the gateway had not read.
 *
 * @param meter whose connection.
 * @param connection its number.
 * @param read how many of its bytes the gateway had read at least, as the kernel counts them.
 * @param storedBefore nanoseconds; what the gateway read before this moment it has had the time to
 *     store. Later than everything where the gateway itself lived on.
 */
public record Broken(String meter, int connection, long read, long storedBefore) {}
