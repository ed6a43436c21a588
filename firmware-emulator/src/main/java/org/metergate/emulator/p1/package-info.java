// SPDX-License-Identifier: Apache-2.0
/**
 * Emulated meters with a P1 port: what they measure, how they write their telegrams, and when they
 * send them while their request line is raised. State machines that get the time from their caller;
 * one thread. No code of the protocol is shared with the driver.
 *
 * <p>Must not know: drivers, driver sessions, findings, readings, recordings, threads, logs.
 */
package org.metergate.emulator.p1;
