// SPDX-License-Identifier: Apache-2.0
/**
 * The changes that the page offers to those who have the role for it. Called from the threads of
 * the page, several at once; the gateway carries them out.
 *
 * <p>Must not know: the journal, counter rules, the gateway.
 */
package org.metergate.web.change;
