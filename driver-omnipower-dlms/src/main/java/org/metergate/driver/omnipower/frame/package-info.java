// SPDX-License-Identifier: Apache-2.0
/**
 * From bytes on the wire to whole messages: finds HDLC and wired M-Bus frames and joins their
 * parts. Messages are passed on without being interpreted. Pure functions of the bytes, apart from
 * what is held of a frame or message that is not complete; no I/O; each object is for one thread.
 *
 * <p>Must not know: driver sessions, links, findings, readings, options, clocks, threads, logs.
 */
package org.metergate.driver.omnipower.frame;
