// SPDX-License-Identifier: Apache-2.0
/**
 * Who asks for a page, and whether he may: what is local, which headers of proxies are believed,
 * sessions and tokens in HTTP, the log-in. Called from the threads of the page, several at once.
 *
 * <p>Must not know: health, latest values, the journal, the gateway.
 */
package org.metergate.web.access;
