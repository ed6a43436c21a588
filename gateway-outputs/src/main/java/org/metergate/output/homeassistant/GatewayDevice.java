// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.homeassistant;

import java.util.List;

/**
 * The gateway as a device: its verdict, for each meter whether there is a problem and when its last
 * telegram came, and for each output how many readings wait.
 *
 * @param page where its page can be opened from another machine; empty for none.
 * @param meters the configured names.
 * @param outputs the configured names.
 * @param healthTopic where its health is published.
 * @param availability topics that must all say {@code online}.
 */
public record GatewayDevice(
    String page,
    List<String> meters,
    List<String> outputs,
    String healthTopic,
    List<String> availability) {}
