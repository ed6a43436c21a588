// SPDX-License-Identifier: Apache-2.0
/**
 * Decodes the text of a readout to measurements. Pure functions, independent of the framing.
 *
 * <p>Must not know: driver sessions, links, findings, clocks, threads, logs, I/O.
 */
package org.metergate.example.iec62056.data;
