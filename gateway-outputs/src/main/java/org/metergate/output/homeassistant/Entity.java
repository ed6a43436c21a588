// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.homeassistant;

import java.util.Map;

/**
 * A sensor of a device.
 *
 * @param platform {@code sensor} or {@code binary_sensor}.
 * @param key part of its identity, never to be changed; unique within its device.
 * @param options what Home Assistant is to know of it, in the order of the message; empty for one
 *     that is to be removed.
 */
record Entity(String platform, String key, Map<String, Object> options) {

  /** An entity that was announced before and is not wanted any more. */
  static Entity removed(String platform, String key) {
    return new Entity(platform, key, Map.of());
  }

  boolean isRemoved() {
    return options.isEmpty();
  }
}
