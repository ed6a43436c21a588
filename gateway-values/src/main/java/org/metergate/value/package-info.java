// SPDX-License-Identifier: Apache-2.0
/**
 * Values as people read them, made from a reading of the journal: the units of a home, and
 * quantities that follow from those that a meter sends, such as the net power, lines of CSV. The
 * one place between the journal and whatever shows values; the journal itself keeps the meter's own
 * units and digits. Pure functions; any thread.
 *
 * <p>Must not know: drivers, links, findings, the journal, outputs, the page, I/O.
 */
package org.metergate.value;
