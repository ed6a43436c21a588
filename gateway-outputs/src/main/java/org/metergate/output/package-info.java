// SPDX-License-Identifier: Apache-2.0
/**
 * Delivery of readings to where people use them: each output has a thread, a cursor in the journal
 * and a back-off of its own, keeps the order and delivers each reading at least once. The protocols
 * (MQTT and others) are in packages below, which know this one and are not known here.
 *
 * <p>Must not know: drivers, driver sessions, links, the page, the gateway.
 */
package org.metergate.output;
