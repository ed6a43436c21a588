// SPDX-License-Identifier: Apache-2.0
/**
 * Downsampling of readings to intervals: what a counter or a gauge did in a minute, an hour, a
 * month. Pure functions of times and numbers, for any thread.
 *
 * <p>Must not know: readings, the journal, outputs, the page, clocks, SQL, I/O.
 */
package org.metergate.rollup;
