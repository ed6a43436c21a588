// SPDX-License-Identifier: Apache-2.0
/**
 * The pages of the history: addresses, pictures, tables and files of a view. Threads of the page;
 * each answer waits for the journal.
 *
 * <p>Must not know: drivers, links, outputs, SQL.
 */
package org.metergate.web.history;
