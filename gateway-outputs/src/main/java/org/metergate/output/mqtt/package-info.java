// SPDX-License-Identifier: Apache-2.0
/**
 * Readings to an MQTT broker: one JSON object for each, on {@code <base>/<gateway>/<meter>/state}
 * while it is fresh and on {@code .../backlog} when an outage held it back; units and labels on the
 * retained {@code .../info}; the gateway's own state retained, with a last will. Connections are
 * made by Eclipse Paho and remade by us, since its own reconnection gives up at the first failure.
 * Everything runs on the output's thread but Paho's call-backs, which only note and wake.
 */
package org.metergate.output.mqtt;
