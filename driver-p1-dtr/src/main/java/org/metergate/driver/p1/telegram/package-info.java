// SPDX-License-Identifier: Apache-2.0
/**
 * From the text of a telegram to measurements: records, registers, units, time stamps, and the
 * meters that hang on the same port. Pure functions of bytes; a decoder keeps what did not change
 * since the last telegram, and has no clock, thread, log or I/O. It must not know how a telegram
 * was found or who asks for it.
 */
package org.metergate.driver.p1.telegram;
