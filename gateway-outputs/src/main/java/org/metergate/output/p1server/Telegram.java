// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.p1server;

/**
 * A telegram as it is sent.
 *
 * @param number of the reading that it shows; a client gets no telegram twice.
 * @param bytes from the slash to the end of the line with the checksum; not copied, never changed.
 */
record Telegram(long number, byte[] bytes) {}
