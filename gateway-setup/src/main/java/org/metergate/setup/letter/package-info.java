// SPDX-License-Identifier: Apache-2.0
/**
 * Letters to grid companies, in the language of the country and in English, with what a probe has
 * measured. Values and pure functions; nothing is sent, and no personal data is known here. Any
 * thread.
 *
 * <p>Must not know: drivers, driver sessions, links, findings, readings, options, the
 * configuration, clocks, threads, logs.
 */
package org.metergate.setup.letter;
