// SPDX-License-Identifier: Apache-2.0
/**
 * Emulated meters with a P1 port: what they measure, how they write it down, and when they send it
 * while their request line is up. Machines over time without threads; they share no code of the
 * protocol with the driver.
 */
package org.metergate.emulator.p1;
