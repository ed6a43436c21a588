// SPDX-License-Identifier: Apache-2.0
/**
 * Finding out what is on a wire before a meter is configured: a driver's provider may recognise its
 * meters from what a line sends ({@link org.metergate.spi.discovery.Recognition}), and list the
 * meters of a link that carries many ({@link org.metergate.spi.discovery.Scan}).
 *
 * <p>Must not know: open links, findings, readings, the gateway, threads, logs, I/O.
 */
package org.metergate.spi.discovery;
