// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.nio.charset.StandardCharsets;

/**
 * One message.
 *
 * @param topic where it goes.
 * @param payload its bytes, never changed.
 * @param retained whether the broker stores it for later subscribers.
 */
record Publication(String topic, byte[] payload, boolean retained) {

  static Publication retained(String topic, String payload) {
    return new Publication(topic, payload.getBytes(StandardCharsets.UTF_8), true);
  }

  static Publication unretained(String topic, String payload) {
    return new Publication(topic, payload.getBytes(StandardCharsets.UTF_8), false);
  }
}
