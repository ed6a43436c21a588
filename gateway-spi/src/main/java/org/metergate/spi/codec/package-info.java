// SPDX-License-Identifier: Apache-2.0
/**
 * Building blocks for framers and decoders: checksums, a byte cursor, hexadecimal text, and the
 * contract of a framer. Everything here is a pure function of bytes, so that it can be tested at
 * every split point.
 *
 * <p>Must not know: links, findings, readings, options, clocks, threads, logs, I/O.
 */
package org.metergate.spi.codec;
