// SPDX-License-Identifier: Apache-2.0
/**
 * What the history pages show, as numbers: bars, curves, totals, comparisons, peaks and self-use of
 * one meter in a period, in ready units. Any thread; each answer is read from the journal when it
 * is asked for. At most a few hundred intervals are in an answer.
 *
 * <p>Must not know: drivers, links, health, outputs.
 */
package org.metergate.web.history.data;
