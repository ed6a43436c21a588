// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.util.Optional;

/**
 * The topics of one gateway. Names of gateways and meters are letters, digits, {@code -} and {@code
 * _}, so that none can break out of its level.
 *
 * @param base what they all begin with.
 * @param gateway the gateway's name.
 */
record Topics(String base, String gateway) {

  String all() {
    return base + "/" + gateway;
  }

  /** Returns the topic of the gateway itself; no filter of a meter's topics matches its name. */
  String bridgeStatus() {
    return all() + "/bridge/status";
  }

  /** Returns where {@link #bridgeStatus} was before it had a name of its own. */
  String formerBridgeStatus() {
    return state("bridge");
  }

  String bridgeHealth() {
    return all() + "/bridge/health";
  }

  String state(String meter) {
    return all() + "/" + meter + "/state";
  }

  String backlog(String meter) {
    return all() + "/" + meter + "/backlog";
  }

  String info(String meter) {
    return all() + "/" + meter + "/info";
  }

  /** Returns the topic of the last values, which are retained with their times. */
  String last(String meter) {
    return all() + "/" + meter + "/last";
  }

  /** Returns what the topics of a meter's sensors begin with, where each has one of its own. */
  String sensors(String meter) {
    return all() + "/" + meter + "/sensor/";
  }

  /** Returns the topic of one value alone. */
  String value(String meter, String quantity) {
    return all() + "/" + meter + "/value/" + quantity;
  }

  /** Returns the topic of the line's bytes. */
  String raw(String meter) {
    return all() + "/" + meter + "/raw";
  }

  /**
   * Returns the meter of a topic, given its filter with {@code +} in place of the meter; or
   * nothing.
   */
  static Optional<String> meter(String filter, String topic) {
    int plus = filter.indexOf('+');
    String before = filter.substring(0, plus);
    String behind = filter.substring(plus + 1);
    if (!topic.startsWith(before)
        || !topic.endsWith(behind)
        || topic.length() <= before.length() + behind.length()) {
      return Optional.empty();
    }
    String meter = topic.substring(before.length(), topic.length() - behind.length());
    return meter.contains("/") ? Optional.empty() : Optional.of(meter);
  }

  String availability(String meter) {
    return all() + "/" + meter + "/availability";
  }
}
