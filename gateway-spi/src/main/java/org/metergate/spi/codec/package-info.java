// SPDX-License-Identifier: Apache-2.0
/**
 * The small kit from which framers and decoders are built: checksums, a byte cursor, hex, and the
 * framer's contract. Everything here is a pure function of bytes: no clock, thread, log or I/O.
 */
package org.metergate.spi.codec;
