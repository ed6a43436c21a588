// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.time.Duration;
import java.util.Optional;
import org.metergate.config.Section;
import org.metergate.output.Thinning;

/**
 * What an MQTT output sends besides readings and health, and what it leaves out.
 *
 * @param every how far values are thinned; zero for all of them.
 * @param valueTopics whether each value of a present reading also has a topic of its own.
 * @param raw whether the bytes of the line are sent too.
 * @param discovery the prefix of Home Assistant's discovery, where it is wanted.
 */
record MqttContent(Duration every, boolean valueTopics, boolean raw, Optional<String> discovery) {

  /** Readings and health alone. */
  static final MqttContent PLAIN = new MqttContent(Duration.ZERO, false, false, Optional.empty());

  static MqttContent read(Section section, String baseTopic) {
    Duration every = Thinning.read(section);
    boolean valueTopics = section.flag("topic-per-value", false);
    boolean raw = section.flag("raw", false);
    boolean wanted = section.flag("home-assistant", false);
    Optional<String> prefix = section.optionalText("discovery-prefix");
    if (prefix.isPresent() && !wanted) {
      section.problem("discovery-prefix", "This is only of use with home-assistant: true.");
    }
    String topic = prefix.orElse("homeassistant");
    if (!MqttSettings.isTopic(topic) || topic.equals(baseTopic)) {
      section.problem(
          "discovery-prefix",
          "This must be a topic without +, #, and without / at its ends, and not the base-topic.");
    }
    return new MqttContent(every, valueTopics, raw, wanted ? Optional.of(topic) : Optional.empty());
  }
}
