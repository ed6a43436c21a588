// SPDX-License-Identifier: Apache-2.0
/**
 * An emulated Kamstrup OMNIPOWER electricity meter that pushes DLMS lists on its HAN port: what it
 * measures, how it counts, and how it writes, encrypts and frames its lists. Independent of the
 * driver, with the cipher of the Java platform, so that each verifies the other: no code that reads
 * such frames is shared. The caller supplies the time; one thread.
 *
 * <p>Must not know: drivers, driver sessions, findings, readings, recordings, threads, logs.
 */
package org.metergate.emulator.omnipower;
