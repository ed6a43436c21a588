// SPDX-License-Identifier: Apache-2.0
/**
 * From the text of a telegram to measurements: records, registers, units, time stamps, and the
 * meters connected to the same port. Pure functions of bytes: a decoder keeps records of the last
 * telegram only to save work. Framing and decryption are done elsewhere. Each decoder is for one
 * thread.
 *
 * <p>Must not know: driver sessions, links, findings, options, clocks, threads, logs, I/O.
 */
package org.metergate.driver.p1.telegram;
