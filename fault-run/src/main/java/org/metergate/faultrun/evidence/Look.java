// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.evidence;

/**
 * What the page {@code /health} answered.
 *
 * @param asked when, nanoseconds.
 * @param answered when the answer was there.
 * @param well what it says.
 * @param verdict its sentence.
 */
public record Look(long asked, long answered, boolean well, String verdict) {}
