// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.Secret;

/**
 * A configured meter. Whether its driver exists and takes these options is not known here.
 *
 * @param name letters, digits, {@code -} and {@code _}; unique.
 * @param driver the driver's id, as written.
 * @param link where the meter hangs.
 * @param options as written; all are kept as secrets, since only the driver knows which are.
 * @param location of the meter's own key.
 * @param places of the keys below it: {@code driver}, {@code link}, {@code options.encryption-key}.
 */
public record MeterConfig(
    String name,
    String driver,
    LinkUri link,
    Map<String, Secret> options,
    Location location,
    Map<String, Location> places) {

  /** Copies the maps, keeping their order. */
  public MeterConfig {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    places = Map.copyOf(places);
  }

  /**
   * Makes a meter that stands in no file, for the demonstration and for tests.
   *
   * @param name letters, digits, {@code -} and {@code _}.
   * @param driver the driver's id.
   * @param link where the meter hangs.
   * @param options by name.
   * @param location what mistakes are said to be at.
   */
  public MeterConfig(
      String name, String driver, LinkUri link, Map<String, Secret> options, Location location) {
    this(name, driver, link, options, location, Map.of());
  }

  /**
   * Says whether a meter is configured as before, wherever in the file that stands now.
   *
   * @param other this meter in another version of the file.
   * @return whether driver, link and the values of all options are the same.
   */
  public boolean sameAs(MeterConfig other) {
    return withoutPlaces().equals(other.withoutPlaces());
  }

  private MeterConfig withoutPlaces() {
    return new MeterConfig(name, driver, link, options, null, Map.of());
  }

  /**
   * Finds where a key of this meter stands.
   *
   * @param key {@code driver}, {@code link}, or {@code options.} and the option's name.
   * @return its place; the meter's own where the key is not in the file.
   */
  public Location at(String key) {
    return places.getOrDefault(
        key, new Location(location.file(), location.line(), location.path() + "." + key));
  }
}
