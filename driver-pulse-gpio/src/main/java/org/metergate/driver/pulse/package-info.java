// SPDX-License-Identifier: Apache-2.0
/**
 * Counts the pulses of a meter's output: electricity, heat, gas, water. What counts as a pulse,
 * their rate and their total are pure functions of edges and times; sessions and links are used by
 * {@link org.metergate.driver.pulse.PulseDriver} and its helpers. One thread, but a total may be
 * adjusted on another. The source of the edges does not matter.
 *
 * <p>Must not know: open links, the journal, outputs, the gateway, clocks, threads, logs, I/O.
 */
package org.metergate.driver.pulse;
