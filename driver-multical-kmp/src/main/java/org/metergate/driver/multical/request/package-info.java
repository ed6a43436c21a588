// SPDX-License-Identifier: Apache-2.0
/**
 * The requests that this driver can send, a closed set of types: nothing here can build a frame
 * that sets a clock, writes a register or clears anything. Also which answer belongs to which
 * request, and the meaning of a received request. Pure functions.
 *
 * <p>Must not know: driver sessions, links, findings, readings, clocks, threads, logs, I/O.
 */
package org.metergate.driver.multical.request;
