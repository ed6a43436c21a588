// SPDX-License-Identifier: Apache-2.0
/**
 * The latest value of every register of every meter, with its age and how long it counts as
 * current. Filled by the journal's listener, read by the page and the metrics; any thread.
 *
 * <p>Must not know: drivers, links, the journal, outputs, the page, clocks, I/O.
 */
package org.metergate.latest;
