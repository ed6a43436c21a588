// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.metergate.health.HealthDocument;
import org.metergate.health.MeterReport;
import org.metergate.latest.LatestValues;
import org.metergate.value.Units;
import org.metergate.web.html.Layout;

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
 * @param labelOf returns the label of a configured meter, empty for none.
 * @param today what the counters moved by today.
 * @param causes what can be the matter with a meter, the most likely first.
 * @param served returns whether there is a page at a path, so that none leads nowhere.
 * @param firstSteps what to do as long as no meter is configured.
 */
public record PageSources(
    Supplier<HealthDocument> health,
    LatestValues latest,
    Function<String, String> linkOf,
    InstantSource clock,
    ZoneId zone,
    Units units,
    Function<String, String> labelOf,
    Today.Source today,
    Function<MeterReport, List<PossibleCause>> causes,
    Predicate<String> served,
    Supplier<FirstSteps> firstSteps) {

  /** Checks that nothing is missing. */
  public PageSources {
    Objects.requireNonNull(health, "health");
    Objects.requireNonNull(latest, "latest");
    Objects.requireNonNull(linkOf, "linkOf");
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(units, "units");
    Objects.requireNonNull(labelOf, "labelOf");
    Objects.requireNonNull(today, "today");
    Objects.requireNonNull(causes, "causes");
    Objects.requireNonNull(served, "served");
    Objects.requireNonNull(firstSteps, "firstSteps");
  }

  /**
   * The sources of a page without labels, without what was used today and without causes.
   *
   * @param health as above.
   * @param latest as above.
   * @param linkOf as above.
   * @param clock as above.
   * @param zone as above.
   * @param units as above.
   */
  public PageSources(
      Supplier<HealthDocument> health,
      LatestValues latest,
      Function<String, String> linkOf,
      InstantSource clock,
      ZoneId zone,
      Units units) {
    this(
        health,
        latest,
        linkOf,
        clock,
        zone,
        units,
        meter -> "",
        meter -> List.of(),
        meter -> List.of(),
        path -> true,
        () -> FirstSteps.UNKNOWN);
  }

  /**
   * The sources of a page that shows the meters' own units, and nothing else that is not needed.
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

  /**
   * Returns sources that also know labels.
   *
   * @param labels as {@link #labelOf}.
   * @return the same sources but for that.
   */
  public PageSources withLabels(Function<String, String> labels) {
    return new PageSources(
        health, latest, linkOf, clock, zone, units, labels, today, causes, served, firstSteps);
  }

  /**
   * Returns sources that also know what was used today.
   *
   * @param used as {@link #today}.
   * @return the same sources but for that.
   */
  public PageSources withToday(Today.Source used) {
    return new PageSources(
        health, latest, linkOf, clock, zone, units, labelOf, used, causes, served, firstSteps);
  }

  /**
   * Returns sources that also know causes.
   *
   * @param possible as {@link #causes}.
   * @return the same sources but for that.
   */
  public PageSources withCauses(Function<MeterReport, List<PossibleCause>> possible) {
    return new PageSources(
        health, latest, linkOf, clock, zone, units, labelOf, today, possible, served, firstSteps);
  }

  /**
   * Returns sources that also know which pages there are.
   *
   * @param there as {@link #served}.
   * @return the same sources but for that.
   */
  public PageSources withServed(Predicate<String> there) {
    return new PageSources(
        health, latest, linkOf, clock, zone, units, labelOf, today, causes, there, firstSteps);
  }

  /**
   * Returns sources that also know what to do as long as no meter is configured.
   *
   * @param first as {@link #firstSteps}.
   * @return the same sources but for that.
   */
  public PageSources withFirstSteps(Supplier<FirstSteps> first) {
    return new PageSources(
        health, latest, linkOf, clock, zone, units, labelOf, today, causes, served, first);
  }

  /**
   * Returns the frame of a page.
   *
   * @param build as of {@link Layout}; empty for a page that is not updated while it is open.
   * @return with the gateway's present name.
   */
  public Layout layout(String build) {
    return new Layout(health.get().gateway(), build, zone, clock, served);
  }
}
