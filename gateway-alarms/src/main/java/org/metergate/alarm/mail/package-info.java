// SPDX-License-Identifier: Apache-2.0
/**
 * Alarms as mail over SMTP. The mail library is loaded with the first mail, so that a gateway
 * without a mail alarm does not pay for it. A mail is sent on a thread of its own, whose sockets
 * are closed after thirty seconds, wherever the server hangs.
 *
 * <p>Must not know: health, readings, the journal, JSON, the page, the gateway.
 */
package org.metergate.alarm.mail;
