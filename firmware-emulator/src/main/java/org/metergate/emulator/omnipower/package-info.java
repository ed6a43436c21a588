// SPDX-License-Identifier: Apache-2.0
/**
 * An emulated Kamstrup OMNIPOWER electricity meter that pushes DLMS lists on its HAN port: what it
 * measures, how it counts, and how it writes, ciphers and frames its lists. Written apart from the
 * driver, with the ciphering of the Java platform, so that each proves the other: it must not use
 * any code that reads such frames.
 */
package org.metergate.emulator.omnipower;
