// SPDX-License-Identifier: Apache-2.0
/**
 * From a plain message to measurements: A-XDR data (IEC 62056-6-2), the lists of Kamstrup, Kaifa
 * and of meters whose data describes itself, and the scales. Frames and keys are handled elsewhere.
 * The result depends on the message and the scales alone; each decoder is for one thread.
 *
 * <p>Must not know: driver sessions, links, findings, options, clocks, threads, logs, I/O.
 */
package org.metergate.driver.omnipower.list;
