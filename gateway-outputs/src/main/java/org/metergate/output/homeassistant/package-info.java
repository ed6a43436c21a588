// SPDX-License-Identifier: Apache-2.0
/**
 * The discovery messages that describe meters and the gateway to Home Assistant as devices, with
 * the right class for every quantity, derived from its kind, dimension and unit alone, so that a
 * new driver needs no change here. Pure functions of what is known; nothing is sent from here, and
 * connections are up to the output.
 *
 * <p>Must not know: drivers, links, the journal, the configuration, clocks, threads, logs, SQL.
 */
package org.metergate.output.homeassistant;
