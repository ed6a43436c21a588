// SPDX-License-Identifier: Apache-2.0
/**
 * What went wrong or is worth reporting, as codes with parameters. The sentences are in message
 * catalogues, never in the code that reports a finding; keys and passwords are never parameters.
 *
 * <p>Must not know: drivers, driver sessions, links, readings, options, clocks, threads, logs.
 */
package org.metergate.spi.finding;
