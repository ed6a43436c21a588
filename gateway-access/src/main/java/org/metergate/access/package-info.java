// SPDX-License-Identifier: Apache-2.0
/**
 * Who may read and change: accounts, tokens and sessions, kept as hashes in one file beside the
 * journal. Any thread.
 *
 * <p>Must not know: the page, the journal, the gateway.
 */
package org.metergate.access;
