// SPDX-License-Identifier: Apache-2.0
/**
 * Helpers for the tests of several modules: real counterparts (pseudo-terminals, brokers, servers,
 * disks) that a test starts and stops itself, and sample readings. A test that needs a program
 * which is not installed is skipped with a message that names it.
 *
 * <p>Must not know: drivers, open links, the journal, outputs, the page, the gateway.
 */
package org.metergate.testing;
