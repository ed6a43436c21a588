// SPDX-License-Identifier: Apache-2.0
/**
 * Frames of the link layer of wired M-Bus (EN 13757-2). Pure functions of bytes without I/O; the
 * content of a frame is not interpreted. Each framer is for one thread.
 *
 * <p>Must not know: driver sessions, links, findings, readings, options, clocks, threads, logs.
 */
package org.metergate.driver.mbus.frame;
