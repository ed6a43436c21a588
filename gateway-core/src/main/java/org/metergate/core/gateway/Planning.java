// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.alarm.AlarmType;
import org.metergate.alarm.AlarmTypes;
import org.metergate.alarm.command.CommandAlarmType;
import org.metergate.alarm.mail.MailAlarmType;
import org.metergate.alarm.url.UrlAlarmType;
import org.metergate.config.ConfigDraft;
import org.metergate.config.ConfigException;
import org.metergate.config.GatewayConfig;
import org.metergate.config.LedsConfig;
import org.metergate.config.Location;
import org.metergate.config.MeterConfig;
import org.metergate.config.Problems;
import org.metergate.config.Redaction;
import org.metergate.core.control.Plural;
import org.metergate.core.gateway.GatewayPlan.PlannedLink;
import org.metergate.core.plugin.LinkCapability;
import org.metergate.core.plugin.Plugins;
import org.metergate.link.SamePorts;
import org.metergate.output.Output;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputType;
import org.metergate.output.OutputTypes;
import org.metergate.output.csv.CsvOutputType;
import org.metergate.output.influxdb.InfluxOutputType;
import org.metergate.output.localapi.LocalApiOutputType;
import org.metergate.output.mqtt.MqttOutputType;
import org.metergate.output.p1server.P1ServerOutputType;
import org.metergate.output.post.PostOutputType;
import org.metergate.output.udp.UdpOutputType;
import org.metergate.spi.driver.DriverInfo.MetersPerLink;
import org.metergate.spi.driver.DriverInfo.Needs;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.EdgeDriver;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkProvider;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.NearestName;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;

/** Plans links, lamps and outputs one by one, and collects the mistakes in all of them. */
final class Planning {
  static final List<OutputType> OUTPUTS =
      List.of(
          new MqttOutputType(),
          new InfluxOutputType(),
          new CsvOutputType(),
          new PostOutputType(),
          new UdpOutputType(),
          new P1ServerOutputType(),
          new LocalApiOutputType());

  static final List<AlarmType> ALARMS =
      List.of(new UrlAlarmType(), new CommandAlarmType(), new MailAlarmType());

  private final Plugins plugins;
  private final Problems problems;
  private final Redaction redaction;
  private final Map<String, List<MeterConfig>> withoutDriver = new LinkedHashMap<>();

  /**
   * Begins to plan.
   *
   * @param plugins drivers and links.
   * @param draft takes the mistakes; sections that have one already are only looked at as far as no
   *     other follows from it.
   */
  Planning(Plugins plugins, ConfigDraft draft) {
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
    String unknown = NearestName.unknown("driver", driver, plugins.driverIds());
    String all =
        meters.size() == 1 ? "" : " " + meters.size() + " meters name it, of which this is one.";
    problem(meters.get(0), "driver", unknown + all);
  }

  /** Finds links and lamps that would open the same port. */
  void samePorts(GatewayConfig config) {
    SamePorts ports = new SamePorts();
    Map<LinkUri, MeterConfig> first = new LinkedHashMap<>();
    config.meters().forEach(meter -> first.putIfAbsent(meter.link(), meter));
    first.forEach(
        (uri, meter) ->
            ports
                .claim(uri, "the link of the meter '" + meter.name() + "'")
                .ifPresent(sentence -> problem(meter, "link", sentence)));
    config
        .leds()
        .lines()
        .forEach(
            (lamp, uri) ->
                ports
                    .claim(uri, "the lamp '" + lamp + "'")
                    .ifPresent(
                        sentence -> problems.add(config.leds().places().get(lamp), sentence)));
  }

  List<Output> outputs(GatewayConfig config, List<PlannedLink> links, OutputContext context) {
    try {
      List<Output> outputs = new OutputTypes(OUTPUTS).create(config.outputs(), context);
      new ServedMeters(config.meters(), links, problems).check(outputs);
      return outputs;
    } catch (ConfigException e) {
      problems.addAll(e);
      return List.of();
    }
  }

  List<AlarmTypes.Planned> alarms(GatewayConfig config) {
    try {
      return new AlarmTypes(ALARMS).create(config.alarms(), config.timeZone());
    } catch (ConfigException e) {
      problems.addAll(e);
      return List.of();
    }
  }

  void lamps(LedsConfig leds) {
    leds.lines().forEach((lamp, uri) -> lamp(leds.places().get(lamp), uri));
  }

  private void lamp(Location at, LinkUri uri) {
    if (problems.below(at)) {
      return;
    }
    Optional<LinkProvider> provider = plugins.link(uri.scheme());
    try {
      if (provider.isEmpty()) {
        problems.add(at, NearestName.unknown("kind of link", uri.scheme(), plugins.linkSchemes()));
      } else {
        LinkCapability.output(provider.get(), uri).checkOutput(uri);
      }
    } catch (LinkException e) {
      problems.add(at, reason(e));
    }
  }

  private static String reason(LinkException e) {
    return e.finding().parameters().getOrDefault("reason", "This link cannot be opened.");
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
            .flatMap(provider -> create(meters, provider));
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
            () -> recreate(meters, known.get()),
            names,
            LinkFingerprint.of(meters, plugins)));
  }

  /**
   * Creates a driver once more. Its options were accepted before, and no user can be asked to
   * correct them while the gateway runs.
   */
  private static MeterDriver recreate(List<MeterConfig> meters, DriverProvider driver) {
    List<MeterOptions> options = new ArrayList<>();
    try {
      for (MeterConfig meter : meters) {
        options.add(
            new MeterOptions(meter.name(), new Options(driver.info().options(), meter.options())));
      }
      return driver.create(options);
    } catch (OptionException e) {
      throw new IllegalStateException("options that were accepted before are refused now", e);
    }
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
      problem(meter, "link", reason(e));
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

  private Optional<MeterDriver> create(List<MeterConfig> meters, DriverProvider driver) {
    List<MeterOptions> options = new ArrayList<>();
    for (MeterConfig meter : meters) {
      options(meter, driver).ifPresent(read -> options.add(new MeterOptions(meter.name(), read)));
    }
    if (options.size() < meters.size()) {
      return Optional.empty();
    }
    try {
      return Optional.of(driver.create(options));
    } catch (OptionException e) {
      blame(meters, options, driver, e);
    } catch (RuntimeException | LinkageError e) { // a driver's bug; its text may hold a secret
      driverBug(meters.get(0), driver, e);
    } catch (OutOfMemoryError | StackOverflowError e) {
      driverBug(meters.get(0), driver, e);
    }
    return Optional.empty();
  }

  private void driverBug(MeterConfig meter, DriverProvider driver, Throwable e) {
    problem(
        meter,
        "driver",
        "The driver "
            + driver.info().id()
            + " has an error of its own ("
            + e.getClass().getSimpleName()
            + "); ask its author for a newer version.");
  }

  /** Reads the options of a meter; each wrong one is reported. */
  private Optional<Options> options(MeterConfig meter, DriverProvider driver) {
    boolean read = !problems.below(meter.location());
    for (Map.Entry<String, Secret> option : meter.options().entrySet()) {
      try {
        new Options(driver.info().options(), Map.of(option.getKey(), option.getValue()));
      } catch (OptionException e) {
        problem(meter, "options." + e.option(), e.getMessage());
        read = false;
      }
    }
    try {
      return read
          ? Optional.of(new Options(driver.info().options(), meter.options()))
          : Optional.empty();
    } catch (OptionException e) {
      throw new IllegalStateException("options that are good one by one are not together", e);
    }
  }

  /** Reports a refusal at the meter whose options cause it, and the others that have one. */
  private void blame(
      List<MeterConfig> meters,
      List<MeterOptions> options,
      DriverProvider driver,
      OptionException together) {
    boolean found = false;
    for (int i = 0; i < meters.size() && meters.size() > 1; i++) {
      try {
        driver.create(List.of(options.get(i)));
      } catch (OptionException e) {
        problem(meters.get(i), "options." + e.option(), e.getMessage());
        found = true;
      } catch (RuntimeException | LinkageError e) {
        driverBug(meters.get(i), driver, e);
        found = true;
      }
    }
    if (!found) {
      MeterConfig meter = meters.get(contradicting(options, driver));
      problem(meter, "options." + together.option(), together.getMessage());
    }
  }

  /** Returns the index of the first meter that contradicts one before it; the last one in doubt. */
  private static int contradicting(List<MeterOptions> options, DriverProvider driver) {
    int last = options.size() - 1;
    for (int i = 1; i < last; i++) {
      try {
        driver.create(options.subList(0, i + 1));
      } catch (OptionException | RuntimeException | LinkageError e) {
        return i;
      }
    }
    return last;
  }

  private void problem(MeterConfig meter, String key, String sentence) {
    problems.add(meter.at(key), sentence);
  }
}
