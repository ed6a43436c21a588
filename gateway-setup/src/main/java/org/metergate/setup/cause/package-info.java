// SPDX-License-Identifier: Apache-2.0
/**
 * The one table of causes: what can be the matter between a meter and a program, and the sentences
 * for each, in {@code org/metergate/setup/messages.properties}. Values and pure functions; any
 * thread.
 *
 * <p>Must not know: drivers, driver sessions, links, findings, readings, options, recordings,
 * clocks, threads, logs.
 */
package org.metergate.setup.cause;
