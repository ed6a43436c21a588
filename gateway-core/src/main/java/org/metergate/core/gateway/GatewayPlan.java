// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.metergate.config.ConfigException;
import org.metergate.config.GatewayConfig;
import org.metergate.config.LedsConfig;
import org.metergate.config.MeterConfig;
import org.metergate.core.control.Plural;
import org.metergate.core.plugin.LinkCapability;
import org.metergate.core.plugin.Plugins;
import org.metergate.output.Output;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputType;
import org.metergate.output.OutputTypes;
import org.metergate.output.csv.CsvOutputType;
import org.metergate.output.influxdb.InfluxOutputType;
import org.metergate.output.mqtt.MqttOutputType;
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
import org.metergate.spi.time.TimeSource;

/**
 * A configuration whose drivers, options and links were all found and checked. Nothing is opened
 * yet: {@code check} stops here, {@code run} continues.
 *
 * @param config the configuration.
 * @param links each link once, with the driver that owns it.
 * @param outputs created and not yet started.
 * @param intervals how often each meter sends, for the outputs; filled by the gateway that runs the
 *     plan.
 * @param outputNames the names of all outputs, for the outputs; filled likewise.
 */
public record GatewayPlan(
    GatewayConfig config,
    List<PlannedLink> links,
    List<Output> outputs,
    UsualIntervals intervals,
    OutputNames outputNames) {

  /** Copies the lists. */
  public GatewayPlan {
    links = List.copyOf(links);
    outputs = List.copyOf(outputs);
  }

  /**
   * A link, its driver and the names of its meters.
   *
   * @param uri the link to open.
   * @param provider opens it.
   * @param driverId the id of the driver, for messages.
   * @param driver created with the options of all its meters.
   * @param driverFactory creates another one from the same options.
   * @param meters configured names, in the order of the file.
   * @param fingerprint what it was created from: links with equal fingerprints are read in the same
   *     way.
   */
  public record PlannedLink(
      LinkUri uri,
      LinkProvider provider,
      String driverId,
      MeterDriver driver,
      Supplier<MeterDriver> driverFactory,
      List<String> meters,
      LinkFingerprint fingerprint) {}

  /**
   * Checks a configuration against what is installed.
   *
   * @param config read from a file or created by {@code demo}.
   * @param plugins drivers and links.
   * @param time the clock of the outputs.
   * @return the plan.
   * @throws ConfigException with every problem that was found, each naming its place.
   */
  public static GatewayPlan of(GatewayConfig config, Plugins plugins, TimeSource time)
      throws ConfigException {
    return of(config, plugins, time, new UsualIntervals(), new OutputNames());
  }

  /**
   * Checks a configuration for a gateway that is already running.
   *
   * @param config the file as it is now, see {@link GatewayConfig#with}.
   * @param plugins drivers and links as they are now.
   * @param time the clock of the outputs.
   * @param intervals of the running plan.
   * @param outputNames of the running plan.
   * @return the plan.
   * @throws ConfigException with every problem that was found, each naming its place.
   */
  static GatewayPlan of(
      GatewayConfig config,
      Plugins plugins,
      TimeSource time,
      UsualIntervals intervals,
      OutputNames outputNames)
      throws ConfigException {
    Planning planning = new Planning(plugins);
    Map<LinkUri, List<MeterConfig>> byLink = new LinkedHashMap<>();
    for (MeterConfig meter : config.meters()) {
      byLink.computeIfAbsent(meter.link(), uri -> new ArrayList<>()).add(meter);
    }
    List<PlannedLink> links = new ArrayList<>();
    byLink.values().forEach(meters -> planning.link(meters).ifPresent(links::add));
    OutputContext context =
        new OutputContext(
            config.name(),
            intervals::of,
            time,
            config.timeZone(),
            intervals::meters,
            outputNames::names);
    List<Output> outputs = planning.outputs(config, context);
    config.leds().lines().forEach((lamp, uri) -> planning.lamp(config.leds(), lamp, uri));
    if (!planning.problems.isEmpty()) {
      throw new ConfigException(planning.problems);
    }
    return new GatewayPlan(config, links, outputs, intervals, outputNames);
  }

  /** Collects problems while links are planned one by one. */
  private static final class Planning {
    private static final List<OutputType> OUTPUTS =
        List.of(
            new MqttOutputType(),
            new InfluxOutputType(),
            new CsvOutputType(),
            new PostOutputType(),
            new UdpOutputType());

    private final Plugins plugins;
    private final List<String> problems = new ArrayList<>();

    private Planning(Plugins plugins) {
      this.plugins = plugins;
    }

    private List<Output> outputs(GatewayConfig config, OutputContext context) {
      try {
        return new OutputTypes(OUTPUTS).create(config.outputs(), context);
      } catch (ConfigException e) {
        problems.addAll(e.problems());
        return List.of();
      }
    }

    private void lamp(LedsConfig leds, String lamp, LinkUri uri) {
      Optional<LinkProvider> provider = plugins.link(uri.scheme());
      try {
        if (provider.isEmpty()) {
          String unknown = NearestName.unknown("kind of link", uri.scheme(), plugins.linkSchemes());
          problems.add(leds.places().get(lamp).problem(unknown));
        } else {
          LinkCapability.output(provider.get(), uri).checkOutput(uri);
        }
      } catch (LinkException e) {
        problems.add(leds.places().get(lamp).problem(reason(e)));
      }
    }

    private static String reason(LinkException e) {
      return e.finding().parameters().getOrDefault("reason", "This link cannot be opened.");
    }

    private Optional<PlannedLink> link(List<MeterConfig> meters) {
      MeterConfig first = meters.get(0);
      Optional<LinkProvider> link = plugins.link(first.link().scheme());
      if (link.isEmpty()) {
        problem(
            first,
            "link",
            NearestName.unknown("kind of link", first.link().scheme(), plugins.linkSchemes()));
      }
      Optional<DriverProvider> known = driver(first);
      Optional<MeterDriver> driver =
          known
              .filter(provider -> shareable(meters, provider))
              .flatMap(provider -> create(meters, provider));
      if (link.isPresent() && known.isPresent()) {
        check(first, link.get(), known.get().info().needs(), driver);
      }
      if (link.isEmpty() || driver.isEmpty()) {
        return Optional.empty();
      }
      List<String> names = meters.stream().map(MeterConfig::name).toList();
      return Optional.of(
          new PlannedLink(
              first.link(),
              link.get(),
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
              new MeterOptions(
                  meter.name(), new Options(driver.info().options(), meter.options())));
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
      if (driver.isEmpty()) {
        problem(
            meter, "driver", NearestName.unknown("driver", meter.driver(), plugins.driverIds()));
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
          problem(
              other, "link", taken + "a link has only one driver, here " + first.driver() + ".");
          return false;
        }
      }
      return true;
    }

    private Optional<MeterDriver> create(List<MeterConfig> meters, DriverProvider driver) {
      List<MeterOptions> options = new ArrayList<>();
      MeterConfig current = meters.get(0);
      try {
        for (MeterConfig meter : meters) {
          current = meter;
          options.add(
              new MeterOptions(
                  meter.name(), new Options(driver.info().options(), meter.options())));
        }
        return Optional.of(driver.create(options));
      } catch (OptionException e) {
        problem(current, "options." + e.option(), e.getMessage());
        return Optional.empty();
      } catch (RuntimeException | LinkageError e) { // a driver's bug; its text may hold a secret
        problem(
            current,
            "driver",
            "The driver "
                + driver.info().id()
                + " has an error of its own ("
                + e.getClass().getSimpleName()
                + "); ask its author for a newer version.");
        return Optional.empty();
      }
    }

    private void problem(MeterConfig meter, String key, String sentence) {
      problems.add(meter.at(key).problem(sentence));
    }
  }
}
