// SPDX-License-Identifier: Apache-2.0
/**
 * Readings as HTTP posts to any address: one request a reading, in order, with the payload that
 * MQTT has. Everything runs on the output's thread.
 */
package org.metergate.output.post;
