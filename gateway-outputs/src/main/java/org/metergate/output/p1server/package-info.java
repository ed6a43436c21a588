// SPDX-License-Identifier: Apache-2.0
/**
 * One meter as a P1 port over TCP: telegrams of its present values for energy managers, chargers
 * and batteries. Telegrams are made on the output's thread, and one thread serves all clients.
 *
 * <p>Must not know: drivers, links, the page, SQL, JSON.
 */
package org.metergate.output.p1server;
