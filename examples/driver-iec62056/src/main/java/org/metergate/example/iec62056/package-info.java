// SPDX-License-Identifier: Apache-2.0
/**
 * Reads meters with IEC 62056-21 (formerly IEC 61107): polled in modes A to C, or listened to in
 * mode D. It runs on the thread of the link and uses only the driver interface.
 *
 * <p>Must not know: open links, the journal, outputs, the page, the gateway, threads, logs, I/O.
 */
package org.metergate.example.iec62056;
