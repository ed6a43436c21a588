// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

/**
 * The time of an event on the monotonic clock, which no clock step changes.
 *
 * @param boot the number of the boot in which that clock runs.
 * @param millis on that clock; only differences within one boot are meaningful.
 */
public record SteadyTime(int boot, long millis) {}
