// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.Map;

/**
 * What is known of the text of a configuration.
 *
 * @param redaction hides its keys and passwords.
 * @param places locations of keys of the gateway's own sections: {@code web.listen}, {@code
 *     journal.path}.
 */
public record ConfigSource(Redaction redaction, Map<String, Location> places) {
  /** Copies the map. */
  public ConfigSource {
    places = Map.copyOf(places);
  }

  /** Creates the source of a configuration that is in no file. */
  public ConfigSource() {
    this(new Redaction(), Map.of());
  }
}
