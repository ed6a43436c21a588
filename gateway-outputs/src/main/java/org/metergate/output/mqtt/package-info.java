// SPDX-License-Identifier: Apache-2.0
/**
 * Readings to an MQTT broker: one JSON object for each, on {@code <base>/<gateway>/<meter>/state}
 * while it is current and on {@code .../backlog} when an outage delayed it; units and labels on the
 * retained {@code .../info}; the gateway's own state retained, with a last will. Connections are
 * made with Eclipse Paho and restored by this package, since Paho's own reconnection gives up at
 * the first failure. Everything runs on the output's thread except Paho's callbacks, which only
 * note an event and wake the thread.
 *
 * <p>Must not know: drivers, links, the page, the gateway, SQL.
 */
package org.metergate.output.mqtt;
