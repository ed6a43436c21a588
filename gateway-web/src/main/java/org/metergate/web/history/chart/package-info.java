// SPDX-License-Identifier: Apache-2.0
/**
 * Charts as SVG: bars and curves from ready numbers, exact to a hundredth of a pixel. They fill the
 * width that the page gives them, with text of one size. Pure functions; any thread.
 *
 * <p>Must not know: the journal, roll-ups, health, clocks, threads, I/O.
 */
package org.metergate.web.history.chart;
