// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.metergate.health.HealthDocument;
import org.metergate.latest.LatestValues;
import org.metergate.value.Units;

/**
 * The data sources of the page. All are called from the threads of the page, several at once, and
 * must return at once.
 *
 * @param health returns the document of health of now.
 * @param latest the newest live values.
 * @param linkOf returns the link's name of a configured meter: {@code serial:/dev/ttyAMA0}, or
 *     {@code emulator:…}, which the page marks.
 * @param clock the gateway's clock, the one that stamps readings.
 * @param zone in which times are shown.
 * @param units in which values are shown on the page; the API has its own choice.
 */
public record PageSources(
    Supplier<HealthDocument> health,
    LatestValues latest,
    Function<String, String> linkOf,
    InstantSource clock,
    ZoneId zone,
    Units units) {

  /** Checks that nothing is missing. */
  public PageSources {
    Objects.requireNonNull(health, "health");
    Objects.requireNonNull(latest, "latest");
    Objects.requireNonNull(linkOf, "linkOf");
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(units, "units");
  }

  /**
   * The sources of a page that shows the meters' own units.
   *
   * @param health as above.
   * @param latest as above.
   * @param linkOf as above.
   * @param clock as above.
   * @param zone as above.
   */
  public PageSources(
      Supplier<HealthDocument> health,
      LatestValues latest,
      Function<String, String> linkOf,
      InstantSource clock,
      ZoneId zone) {
    this(health, latest, linkOf, clock, zone, Units.METER);
  }
}
