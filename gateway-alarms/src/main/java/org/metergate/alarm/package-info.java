// SPDX-License-Identifier: Apache-2.0
/**
 * Notifies a person of faults and of its end. What is to be reported follows from the document of
 * health alone, by {@link org.metergate.alarm.AlarmRules}, a pure function of documents and times;
 * each alarm has a thread that asks for the document every ten seconds and sends, so that no alarm
 * can delay a reading or another alarm. What an alarm remembers is bounded by the number of meters
 * and outputs.
 *
 * <p>Must not know: drivers, links, readings, the journal, outputs, the page, the gateway.
 */
package org.metergate.alarm;
