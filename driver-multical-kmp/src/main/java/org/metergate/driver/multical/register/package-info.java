// SPDX-License-Identifier: Apache-2.0
/**
 * The meaning of registers: numbers and names, units, the form of a value on the wire, and an
 * answer as measurements. Pure functions of bytes; requests and timing are handled elsewhere.
 *
 * <p>Must not know: driver sessions, links, findings, options, clocks, threads, logs, I/O.
 */
package org.metergate.driver.multical.register;
