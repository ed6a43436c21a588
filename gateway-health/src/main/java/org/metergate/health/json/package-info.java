// SPDX-License-Identifier: Apache-2.0
/**
 * The JSON form of the document of health: one writer for {@code /health}, MQTT and {@code
 * control.sock}, and a reader for the commands that show it.
 *
 * <p>Must not know: drivers, driver sessions, the journal, outputs, the page, the gateway, clocks.
 */
package org.metergate.health.json;
