// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

/**
 * The ids of the kept frames of all meters.
 *
 * @param first the id of the oldest.
 * @param last the id of the newest; lower than {@code first} if there are none.
 */
public record KeptRange(long first, long last) {}
