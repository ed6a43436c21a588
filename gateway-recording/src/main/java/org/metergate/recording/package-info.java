// SPDX-License-Identifier: Apache-2.0
/**
 * Raw traffic with times, as text: {@code record} writes it, {@code replay:} links and tests play
 * it, and users attach it to a bug report. Bytes are stored without being interpreted. Links are
 * used by one thread; only their close may come from another.
 *
 * <p>Must not know: drivers, driver sessions, readings, options, the gateway, threads, logs.
 */
package org.metergate.recording;
