// SPDX-License-Identifier: Apache-2.0
/**
 * What a fault run writes down while it lasts: what the meters sent, what was seen at each place
 * where readings arrive, which faults lasted from when to when, and what health said. Records
 * alone; times are nanoseconds of {@code System.nanoTime} of the run.
 *
 * <p>Must not know: drivers, links, the journal, health, outputs, the gateway, emulated meters,
 * threads, I/O.
 */
package org.metergate.faultrun.evidence;
