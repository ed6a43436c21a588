// SPDX-License-Identifier: Apache-2.0
/**
 * Pulse outputs as they are: S0 and reed, with bounce, glitches, missing and stretched pulses. Told
 * the time, they say which edges came; one thread. It must not know how pulses are counted.
 */
package org.metergate.emulator.pulse;
