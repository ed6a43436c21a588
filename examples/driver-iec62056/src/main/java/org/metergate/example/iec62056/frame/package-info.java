// SPDX-License-Identifier: Apache-2.0
/**
 * Messages of IEC 62056-21 on the wire: pure functions of bytes.
 *
 * <p>Must not know: driver sessions, links, readings, options, clocks, threads, logs, I/O.
 */
package org.metergate.example.iec62056.frame;
