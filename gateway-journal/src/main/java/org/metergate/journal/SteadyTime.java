// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

/**
 * When something happened, by a clock that no step moves.
 *
 * @param boot number of the machine's life in which that clock runs.
 * @param millis on that clock; only differences within one boot mean something.
 */
record SteadyTime(int boot, long millis) {}
