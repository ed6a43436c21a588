// SPDX-License-Identifier: Apache-2.0
/**
 * Readings as comma-separated values that a spreadsheet opens: one folder a meter, one file a day,
 * one line a reading. A file is only ever appended to; a line that was torn by a crash or a full
 * disk is taken away before the next is written, and the journal's number in each line keeps a
 * reading from standing there twice. Everything runs on the output's thread.
 */
package org.metergate.output.csv;
