// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.time.Duration;
import java.util.Optional;
import org.metergate.config.Section;
import org.metergate.output.Thinning;
import org.metergate.output.homeassistant.DiscoveryForm;

/**
 * What an MQTT output sends besides readings and health, and what it leaves out.
 *
 * @param every how far values are thinned; zero for all of them.
 * @param valueTopics whether each value of a present reading also has a topic of its own.
 * @param raw whether the bytes of the line are sent too.
 * @param retain whether the broker keeps the last value of each quantity with its time.
 * @param discovery how meters are announced to Home Assistant, where it is wanted.
 */
record MqttContent(
    Duration every,
    boolean valueTopics,
    boolean raw,
    boolean retain,
    Optional<Discovery> discovery) {

  /** Readings and health alone. */
  static final MqttContent PLAIN =
      new MqttContent(Duration.ZERO, false, false, false, Optional.empty());

  /**
   * How devices are announced.
   *
   * @param prefix where Home Assistant looks for them.
   * @param form one message for each device, or for each of its sensors.
   */
  record Discovery(String prefix, DiscoveryForm form) {}

  static MqttContent read(Section section, String baseTopic) {
    Duration every = Thinning.read(section);
    boolean valueTopics = section.flag("topic-per-value", false);
    boolean raw = section.flag("raw", false);
    boolean retain = section.flag("retain", false);
    String wanted = section.choice("home-assistant", "false", "true", "devices", "components");
    Optional<String> prefix = section.optionalText("discovery-prefix");
    if (prefix.isPresent() && wanted.equals("false")) {
      section.problem("discovery-prefix", "This is only of use with home-assistant: true.");
    }
    String topic = prefix.orElse("homeassistant");
    if (!MqttSettings.isTopic(topic) || topic.equals(baseTopic)) {
      section.problem(
          "discovery-prefix",
          "This must be a topic without +, #, and without / at its ends, and not the base-topic.");
    }
    DiscoveryForm form =
        wanted.equals("components") ? DiscoveryForm.COMPONENTS : DiscoveryForm.DEVICES;
    return new MqttContent(
        every,
        valueTopics,
        raw,
        retain,
        wanted.equals("false") ? Optional.empty() : Optional.of(new Discovery(topic, form)));
  }
}
