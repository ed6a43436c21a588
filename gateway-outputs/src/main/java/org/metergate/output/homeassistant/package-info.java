// SPDX-License-Identifier: Apache-2.0
/**
 * What Home Assistant is told of meters and of the gateway: the discovery messages of devices, with
 * the right class for every quantity, found from its kind, dimension and unit alone, so that a new
 * driver needs no word here. Pure functions of what is known; nothing is sent from here, and
 * nothing is known here of connections.
 */
package org.metergate.output.homeassistant;
