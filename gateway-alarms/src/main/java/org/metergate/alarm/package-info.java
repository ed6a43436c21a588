// SPDX-License-Identifier: Apache-2.0
/**
 * Tells a person of a fault and of its end: by HTTP, by a command, by mail. One thread of its own
 * for each alarm, so that one that hangs delays no other and no reading.
 *
 * <p>Must not know: the journal, outputs, the page, the gateway.
 */
package org.metergate.alarm;
