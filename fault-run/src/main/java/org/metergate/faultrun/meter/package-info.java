// SPDX-License-Identifier: Apache-2.0
/**
 * Meters behind serial servers, each with the log of what it sent. The bytes come from the emulated
 * meters; the log is read from the same telegrams without encryption, never from what the gateway
 * made of them. Each sender has a thread of its own.
 *
 * <p>Must not know: drivers, open links, the journal, health, outputs, the gateway.
 */
package org.metergate.faultrun.meter;
