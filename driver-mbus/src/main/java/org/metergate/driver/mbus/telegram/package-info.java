// SPDX-License-Identifier: Apache-2.0
/**
 * The application layer of M-Bus (EN 13757-3): telegrams, records, data types, tables of value
 * information. Pure functions of bytes; nothing here knows a manufacturer's own codes.
 *
 * <p>Must not know: driver sessions, links, findings, readings, options, clocks, threads, logs,
 * I/O.
 */
package org.metergate.driver.mbus.telegram;
