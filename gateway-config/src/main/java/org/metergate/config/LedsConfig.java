// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metergate.spi.link.LinkUri;

/**
 * The status LEDs; each may be left out.
 *
 * @param lines lines by the name of the LED: {@code power}, {@code data}, {@code fault}.
 * @param places locations of their keys in the file.
 */
public record LedsConfig(Map<String, LinkUri> lines, Map<String, Location> places) {
  /** No LEDs. */
  public static final LedsConfig NONE = new LedsConfig(Map.of(), Map.of());

  /** Copies the maps, keeping their order. */
  public LedsConfig {
    lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
    places = Map.copyOf(places);
  }
}
