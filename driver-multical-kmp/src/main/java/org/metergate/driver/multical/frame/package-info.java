// SPDX-License-Identifier: Apache-2.0
/**
 * KMP frames: start byte, stuffed content with its checksum, stop byte (Kamstrup, KMP protocol
 * description). Pure functions of bytes without I/O; the content of a frame is not interpreted.
 * Each framer is for one thread.
 *
 * <p>Must not know: driver sessions, links, findings, readings, options, clocks, threads, logs.
 */
package org.metergate.driver.multical.frame;
