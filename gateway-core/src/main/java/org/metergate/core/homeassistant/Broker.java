// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.homeassistant;

import org.metergate.spi.option.Secret;

/**
 * The broker that the supervisor names.
 *
 * @param url for example {@code mqtt://core-mosquitto:1883}.
 * @param username empty if it wants none.
 * @param password empty if it wants none.
 */
record Broker(String url, String username, Secret password) {}
