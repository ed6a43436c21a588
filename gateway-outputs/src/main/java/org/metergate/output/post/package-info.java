// SPDX-License-Identifier: Apache-2.0
/**
 * Readings as HTTP posts to any address: one request per reading, in order, with the same payload
 * as over MQTT. Everything runs on the output's thread.
 *
 * <p>Must not know: drivers, links, threads, SQL, JSON.
 */
package org.metergate.output.post;
