// SPDX-License-Identifier: Apache-2.0
/**
 * Readings as comma-separated values that a spreadsheet opens: one folder per meter, one file per
 * day, one line per reading. A file is only ever appended to; an incomplete line left by a crash or
 * a full disk is removed before the next is written, and the journal's id in each line keeps a
 * reading from being written twice. Everything runs on the output's thread.
 *
 * <p>Must not know: drivers, links, threads, SQL, JSON.
 */
package org.metergate.output.csv;
