// SPDX-License-Identifier: Apache-2.0
/**
 * One request and its answer as a state machine over bytes and time. The caller supplies bytes and
 * the time, so that tests run it on virtual time; one thread. It is here and not in the SPI since
 * KMP is the only protocol with requests so far; a second one will show which parts are general.
 *
 * <p>Must not know: driver sessions, links, findings, readings, options, clocks, logs, I/O.
 */
package org.metergate.driver.multical.dialogue;
