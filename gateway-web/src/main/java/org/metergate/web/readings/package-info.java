// SPDX-License-Identifier: Apache-2.0
/**
 * The counters of all meters at a moment, for whoever reads meters on a day: a page and a file of
 * comma-separated values, both of the table that {@code export --at} writes too. Any thread.
 *
 * <p>Must not know: drivers, links, health, outputs.
 */
package org.metergate.web.readings;
