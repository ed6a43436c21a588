// SPDX-License-Identifier: Apache-2.0
/**
 * Finds out what is on a wire: first by listening, then by the questions of the drivers. {@link
 * org.metergate.setup.probe.Probe} listens through a {@link org.metergate.setup.probe.ProbeLine};
 * everything else is pure functions of the bytes, their marks and their times. The thresholds come
 * from simulations at the level of bits; each is named where it is used. Run on one thread.
 *
 * <p>Must not know: drivers, open links, readings, the configuration, the gateway, emulated meters,
 * recordings, threads, logs.
 */
package org.metergate.setup.probe;
