// SPDX-License-Identifier: Apache-2.0
/**
 * Counts the pulses of a meter's output: electricity, heat, gas, water. What is a pulse, how fast
 * they come and what they add up to are pure functions of edges and times; only {@link
 * org.metergate.driver.pulse.PulseDriver} knows a session. One thread, but a total may be adjusted
 * from another. It must not know where the edges come from.
 */
package org.metergate.driver.pulse;
