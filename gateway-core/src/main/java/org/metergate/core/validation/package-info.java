// SPDX-License-Identifier: Apache-2.0
/**
 * Checks the counters of each reading before it is stored: the scale, the meter's number, falls and
 * leaps; and carries out what a person decides about them. The rules themselves are pure functions
 * in {@link org.metergate.counter}; this package has what needs the journal. Any thread.
 */
package org.metergate.core.validation;
