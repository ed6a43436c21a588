// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.Secret;

/**
 * A configured meter. Whether its driver exists and accepts these options is not checked here.
 *
 * @param name letters, digits, {@code -} and {@code _}; unique.
 * @param label what people call the meter, shown in place of its name where people read it; empty
 *     where none is given. Topics, files and identifiers use the name.
 * @param role what the meter is for; self-use is calculated of those with a role.
 * @param driver the driver's id, as written.
 * @param link the link to the meter.
 * @param options as written; all are kept as secrets, since only the driver knows which ones are.
 * @param location location of the meter's own key.
 * @param places locations of the keys below it: {@code driver}, {@code link}, {@code
 *     options.encryption-key}.
 */
public record MeterConfig(
    String name,
    String label,
    MeterRole role,
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
   * Creates a meter that is in no file, for the demonstration and for tests.
   *
   * @param name letters, digits, {@code -} and {@code _}.
   * @param driver the driver's id.
   * @param link the link to the meter.
   * @param options by name.
   * @param location the location to name in errors.
   */
  public MeterConfig(
      String name, String driver, LinkUri link, Map<String, Secret> options, Location location) {
    this(name, "", MeterRole.NONE, driver, link, options, location, Map.of());
  }

  /**
   * Returns whether a meter is read as before, wherever in the file it is now whatever people call
   * it, and whatever it is for.
   *
   * @param other this meter in another version of the file.
   * @return whether driver, link and the values of all options are the same.
   */
  public boolean sameAs(MeterConfig other) {
    return withoutPlaces().equals(other.withoutPlaces());
  }

  private MeterConfig withoutPlaces() {
    return new MeterConfig(name, "", MeterRole.NONE, driver, link, options, null, Map.of());
  }

  /**
   * Returns the location of a key of this meter.
   *
   * @param key {@code driver}, {@code link}, or {@code options.} and the option's name.
   * @return its location, with the line of the meter if the key is not in the file.
   */
  public Location at(String key) {
    return places.getOrDefault(
        key, new Location(location.file(), location.line(), location.path() + "." + key));
  }
}
