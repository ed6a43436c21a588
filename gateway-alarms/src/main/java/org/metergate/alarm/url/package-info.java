// SPDX-License-Identifier: Apache-2.0
/**
 * Alarms as HTTP posts: one request for each message, over a connection that is closed after it.
 * Everything runs on the alarm's thread.
 *
 * <p>Must not know: health, readings, the journal, the page, the gateway.
 */
package org.metergate.alarm.url;
