// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of a meter driver: how it is found ({@link
 * org.metergate.spi.driver.DriverProvider}), how it reads ({@link
 * org.metergate.spi.driver.MeterDriver}), and all that it can reach while it runs ({@link
 * org.metergate.spi.driver.Session}). A driver is called on the thread of its link, starts no
 * threads, takes the time only from its session, and does not know who stores or sends the
 * readings.
 *
 * <p>Must not know: open links, the journal, outputs, the page, the configuration.
 */
package org.metergate.spi.driver;
