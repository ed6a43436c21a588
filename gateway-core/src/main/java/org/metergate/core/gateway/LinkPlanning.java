// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.config.ConfigDraft;
import org.metergate.config.MeterConfig;
import org.metergate.config.Problems;
import org.metergate.config.Redaction;
import org.metergate.core.control.Plural;
import org.metergate.core.gateway.GatewayPlan.PlannedLink;
import org.metergate.core.plugin.LinkCapability;
import org.metergate.core.plugin.Plugins;
import org.metergate.spi.driver.DriverInfo.MetersPerLink;
import org.metergate.spi.driver.DriverInfo.Needs;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.EdgeDriver;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkProvider;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.NearestName;

/** Plans each link with the driver of its meters, and collects the mistakes in all of them. */
final class LinkPlanning {
  private final Plugins plugins;
  private final Problems problems;
  private final Redaction redaction;
  private final Map<String, List<MeterConfig>> withoutDriver = new LinkedHashMap<>();

  /**
   * Begins to plan.
   *
   * @param plugins drivers and links.
   * @param draft takes the mistakes; meters that have one already are only looked at as far as no
   *     other follows from it.
   */
  LinkPlanning(Plugins plugins, ConfigDraft draft) {
    this.plugins = plugins;
    this.problems = draft.problems();
    this.redaction = draft.config().source().redaction();
  }

  /** Plans each link once, with all meters on it. */
  List<PlannedLink> links(List<MeterConfig> meters) {
    Map<LinkUri, List<MeterConfig>> byLink = new LinkedHashMap<>();
    for (MeterConfig meter : meters) {
      LinkedSecrets.of(meter, plugins).forEach(redaction::learn);
      byLink.computeIfAbsent(meter.link(), uri -> new ArrayList<>()).add(meter);
    }
    List<PlannedLink> links = new ArrayList<>();
    byLink.values().forEach(sharing -> link(sharing).ifPresent(links::add));
    withoutDriver.forEach(this::missing);
    return links;
  }

  /** Reports a driver that is not installed once for all its meters: a bus may have hundreds. */
  private void missing(String driver, List<MeterConfig> meters) {
    String all =
        meters.size() == 1 ? "" : " " + meters.size() + " meters name it, of which this is one.";
    problem(meters.get(0), "driver", plugins.unknownDriver(driver) + all);
  }

  private Optional<PlannedLink> link(List<MeterConfig> meters) {
    MeterConfig first = meters.get(0);
    boolean linkRead = !problems.below(first.at("link"));
    Optional<LinkProvider> link = plugins.link(first.link().scheme());
    if (link.isEmpty() && linkRead) {
      problem(
          first,
          "link",
          NearestName.unknown("kind of link", first.link().scheme(), plugins.linkSchemes()));
    }
    Optional<DriverProvider> known = driver(first);
    meters.stream().skip(1).filter(other -> !linkRead || known.isEmpty()).forEach(this::driver);
    Optional<MeterDriver> driver =
        known
            .filter(provider -> !linkRead || shareable(meters, provider))
            .flatMap(provider -> new DriverCreation(meters, provider).create(problems));
    if (link.isPresent() && known.isPresent()) {
      check(first, link.get(), known.get().info().needs(), driver);
    }
    if (link.isEmpty() || driver.isEmpty() || problems.below(first.location())) {
      return Optional.empty();
    }
    List<String> names = meters.stream().map(MeterConfig::name).toList();
    return Optional.of(
        new PlannedLink(
            first.link(),
            known.get() instanceof AbsentDriver absent
                ? absent.closedLink(first.link().scheme())
                : link.get(),
            first.driver(),
            driver.get(),
            new DriverCreation(meters, known.get())::again,
            names,
            LinkFingerprint.of(meters, plugins)));
  }

  private void check(
      MeterConfig meter, LinkProvider provider, Needs needs, Optional<MeterDriver> driver) {
    try {
      if (needs == Needs.EDGES) {
        int lines = LinkCapability.edges(provider, meter.link()).checkEdges(meter.link());
        checkLines(meter, lines, driver);
      } else {
        LinkCapability.bytes(provider, meter.link()).check(meter.link());
      }
    } catch (LinkException e) {
      problem(meter, "link", Planning.reason(e));
    }
  }

  private void checkLines(MeterConfig meter, int named, Optional<MeterDriver> driver) {
    if (driver.isPresent()
        && driver.get() instanceof EdgeDriver counting
        && counting.lines() != named) {
      String sentence =
          "The link names %s, but the meter's options describe %d."
              .formatted(Plural.of(named, "line"), counting.lines());
      problem(meter, "link", sentence);
    }
  }

  private Optional<DriverProvider> driver(MeterConfig meter) {
    Optional<DriverProvider> driver = plugins.driver(meter.driver());
    if (driver.isEmpty() && !problems.below(meter.at("driver"))) {
      withoutDriver.computeIfAbsent(meter.driver(), id -> new ArrayList<>()).add(meter);
    }
    return driver;
  }

  private boolean shareable(List<MeterConfig> meters, DriverProvider driver) {
    MeterConfig first = meters.get(0);
    for (MeterConfig other : meters.subList(1, meters.size())) {
      String taken = "The meter '" + first.name() + "' has this link already, and ";
      if (driver.info().meters() != MetersPerLink.MANY) {
        problem(other, "link", taken + first.driver() + " reads one meter per link.");
        return false;
      }
      if (!other.driver().equals(first.driver())) {
        problem(other, "link", taken + "a link has only one driver, here " + first.driver() + ".");
        return false;
      }
    }
    return true;
  }

  private void problem(MeterConfig meter, String key, String sentence) {
    problems.add(meter.at(key), sentence);
  }
}
