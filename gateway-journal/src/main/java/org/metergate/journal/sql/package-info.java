// SPDX-License-Identifier: Apache-2.0
/**
 * The journal's file in SQL: its connections and transactions, the versions of its tables, and the
 * rows of readings, coded and decoded. It throws what SQLite throws; the rooms of the journal make
 * sentences of it. Public for the packages of the journal alone.
 *
 * <p>Must not know: drivers, driver sessions, findings, links, outputs, the page, the
 * configuration, clocks, JSON, plug-ins, the gateway.
 */
package org.metergate.journal.sql;
