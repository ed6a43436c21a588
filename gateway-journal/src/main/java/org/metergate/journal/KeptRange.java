// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

/**
 * Where the kept frames of all meters stand.
 *
 * @param first the id of the oldest.
 * @param last the id of the newest; lower than {@code first} when there are none.
 */
public record KeptRange(long first, long last) {}
