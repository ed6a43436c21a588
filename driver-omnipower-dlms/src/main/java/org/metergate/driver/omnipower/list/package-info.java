// SPDX-License-Identifier: Apache-2.0
/**
 * From a plain message to measurements: A-XDR data (IEC 62056-6-2), the lists of Kamstrup, Kaifa
 * and of meters whose data describes itself, and the scales. It must not know of frames, keys or
 * sessions, and has no clock, log or I/O.
 */
package org.metergate.driver.omnipower.list;
