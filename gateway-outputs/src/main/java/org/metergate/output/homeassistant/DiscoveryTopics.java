// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.homeassistant;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * Under which topics and identifiers a gateway appears. Identifiers are made of base topic, gateway
 * and meter with a slash between them, which none of the three names of a level can hold: two
 * gateways on one broker can never be taken for one another.
 *
 * @param prefix where Home Assistant looks for devices, by default {@code homeassistant}.
 * @param base the base topic of the gateway.
 * @param gateway its name.
 */
public record DiscoveryTopics(String prefix, String base, String gateway) {
  private static final String USUAL_BASE = "metergate";

  /** The object that stands for the gateway itself; no meter can be called so. */
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
   * Returns the topic on which Home Assistant tells of its birth.
   *
   * @return {@code <prefix>/status}.
   */
  public String status() {
    return prefix + "/status";
  }

  /** Letters, digits, - and _ alone are allowed here, so another base topic becomes a number. */
  private String node() {
    String usual = USUAL_BASE + "-" + gateway;
    if (base.equals(USUAL_BASE)) {
      return usual;
    }
    CRC32 sum = new CRC32();
    sum.update(base.getBytes(StandardCharsets.UTF_8));
    return usual + "-" + String.format("%08x", sum.getValue());
  }

  /** The identifier of a device. */
  String device(String meter) {
    return base + "/" + gateway + "/" + meter;
  }

  /**
   * Tells whether a device hangs below a meter, as what is measured through it does.
   *
   * @param message the device's message, as this program writes it.
   * @param meter the configured name.
   * @return whether it names that meter.
   */
  public boolean hangsBelow(String message, String meter) {
    return message.contains("\"via_device\":\"" + device(meter) + "\"");
  }

  /** The identifier of an entity, for ever the same. */
  String unique(String meter, String key) {
    return device(meter) + "/" + key;
  }

  /** The name that an entity gets when it is new; people may change it. */
  String entity(String platform, String meter, String key) {
    String name = USUAL_BASE + "_" + gateway + "_" + meter + "_" + key;
    return platform + "." + name.toLowerCase(Locale.ROOT).replace('-', '_');
  }
}
