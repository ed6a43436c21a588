// SPDX-License-Identifier: Apache-2.0
/**
 * The roll-ups in the journal: which quarters of an hour new rows invalidate, their rebuilding from
 * the raw rows, and their rows in the file. What an interval says is computed by the pure functions
 * of {@code org.metergate.rollup}.
 *
 * <p>Must not know: drivers, driver sessions, findings, links, outputs, the page, the
 * configuration, clocks, threads, JSON, plug-ins, the gateway.
 */
package org.metergate.journal.rollup;
