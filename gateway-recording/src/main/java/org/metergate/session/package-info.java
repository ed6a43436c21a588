// SPDX-License-Identifier: Apache-2.0
/**
 * What every session of a meter does with what its driver publishes: telegrams are numbered and
 * become readings. What becomes of a reading is the business of the program, of {@code decode}, or
 * of a test.
 *
 * <p>Must not know: drivers, open links, the journal, outputs, the gateway, threads, logs, I/O.
 */
package org.metergate.session;
