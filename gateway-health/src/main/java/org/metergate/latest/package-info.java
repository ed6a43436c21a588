// SPDX-License-Identifier: Apache-2.0
/**
 * The latest value of every register of every meter, with its age and how long it counts as
 * current. Filled by the journal's listener, read by the page and the metrics; any thread. It must
 * not know who shows the values.
 */
package org.metergate.latest;
