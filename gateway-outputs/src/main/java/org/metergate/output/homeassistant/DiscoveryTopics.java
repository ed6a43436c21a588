// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.homeassistant;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The topics and identifiers under which a gateway appears. Identifiers are made of base topic,
 * gateway and meter with a slash between them, which the names of gateways and meters cannot
 * contain: two gateways on one broker can never be confused.
 *
 * @param prefix where Home Assistant looks for devices, by default {@code homeassistant}.
 * @param base the base topic of the gateway.
 * @param gateway its name.
 */
public record DiscoveryTopics(String prefix, String base, String gateway) {
  private static final String DEFAULT_BASE = "metergate";

  /** The object that represents the gateway itself; no meter can have this name. */
  public static final String BRIDGE = "bridge";

  /**
   * Returns the topic of a device's message.
   *
   * @param object a meter's name, or {@link #BRIDGE}; {@code +} for all.
   * @return {@code <prefix>/device/<node>/<object>/config}.
   */
  public String topic(String object) {
    return prefix + "/device/" + node() + "/" + object + "/config";
  }

  /**
   * Returns the topic of one entity's own message. Keys of meters contain no {@code -}, so that no
   * two names and keys have the same topic; those of the gateway do, and have one at their end.
   */
  String component(String platform, String object, String key) {
    String end = object.equals(BRIDGE) ? "-" : "";
    return prefix + "/" + platform + "/" + node() + "/" + object + "-" + key + end + "/config";
  }

  /**
   * Returns what matches the topics of this gateway in both forms.
   *
   * @return a filter.
   */
  public String all() {
    return prefix + "/+/" + node() + "/+/config";
  }

  /**
   * Returns whether a topic has the form of a device's message.
   *
   * @param topic one that {@link #all} matches.
   * @return false for the message of one entity.
   */
  public boolean isOfDevice(String topic) {
    return topic.startsWith(prefix + "/device/");
  }

  /**
   * Returns the object that a retained message announces.
   *
   * @param topic any.
   * @param message as this program writes it.
   * @return a meter's name, or {@link #BRIDGE}; nothing for another gateway's or program's message.
   */
  public Optional<String> object(String topic, String message) {
    Matcher own = ownTopic().matcher(topic);
    if (!own.matches()) {
      return Optional.empty();
    }
    if (own.group(1).equals("device")) {
      return Optional.of(own.group(2));
    }
    String unique = "\"unique_id\":\"" + device("");
    int from = message.indexOf(unique) + unique.length();
    int to = message.indexOf('/', from);
    return from < unique.length() || to < 0
        ? Optional.empty()
        : Optional.of(message.substring(from, to));
  }

  private Pattern ownTopic() {
    return Pattern.compile(
        Pattern.quote(prefix + "/")
            + "([a-z_]+)"
            + Pattern.quote("/" + node() + "/")
            + "([^/]+)/config");
  }

  /**
   * Returns the topic on which Home Assistant sends its birth message.
   *
   * @return {@code <prefix>/status}.
   */
  public String status() {
    return prefix + "/status";
  }

  /**
   * Only letters, digits, - and _ are allowed here, so a base topic other than the default becomes
   * a checksum.
   */
  private String node() {
    String node = DEFAULT_BASE + "-" + gateway;
    if (base.equals(DEFAULT_BASE)) {
      return node;
    }
    CRC32 sum = new CRC32();
    sum.update(base.getBytes(StandardCharsets.UTF_8));
    return node + "-" + String.format("%08x", sum.getValue());
  }

  /** Returns the identifier of a device. */
  String device(String meter) {
    return base + "/" + gateway + "/" + meter;
  }

  /**
   * Returns whether a device is below a meter, as a sub-meter is.
   *
   * @param message the device's message, as this program writes it.
   * @param meter the configured name.
   * @return whether it names that meter.
   */
  public boolean isBelow(String message, String meter) {
    return message.contains("\"via_device\":\"" + device(meter) + "\"");
  }

  /** Returns the identifier of an entity, which never changes. */
  String unique(String meter, String key) {
    return device(meter) + "/" + key;
  }

  /** Returns the name of an entity when it is new; users may change it. */
  String entity(String platform, String meter, String key) {
    String name = DEFAULT_BASE + "_" + gateway + "_" + meter + "_" + key;
    return platform + "." + name.toLowerCase(Locale.ROOT).replace('-', '_');
  }
}
