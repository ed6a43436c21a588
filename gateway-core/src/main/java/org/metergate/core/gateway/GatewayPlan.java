// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.metergate.alarm.AlarmTypes.Planned;
import org.metergate.config.ConfigDraft;
import org.metergate.config.ConfigException;
import org.metergate.config.GatewayConfig;
import org.metergate.core.plugin.Plugins;
import org.metergate.output.Output;
import org.metergate.output.OutputContext;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.link.LinkProvider;
import org.metergate.spi.link.LinkUri;
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
 * @param facts what is known of meters besides their readings; filled likewise.
 * @param alarms those who tell of faults, not started.
 */
public record GatewayPlan(
    GatewayConfig config,
    List<PlannedLink> links,
    List<Output> outputs,
    UsualIntervals intervals,
    OutputNames outputNames,
    MeterFacts facts,
    List<Planned> alarms) {

  /** Copies the lists. */
  public GatewayPlan {
    links = List.copyOf(links);
    outputs = List.copyOf(outputs);
    alarms = List.copyOf(alarms);
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
    return of(config, plugins, time, new UsualIntervals(), new OutputNames(), new MeterFacts());
  }

  /**
   * Checks a configuration for a gateway that is already running.
   *
   * @param config the file as it is now, see {@link GatewayConfig#with}.
   * @param plugins drivers and links as they are now.
   * @param time the clock of the outputs.
   * @param intervals of the running plan.
   * @param outputNames of the running plan.
   * @param facts of the running plan.
   * @return the plan.
   * @throws ConfigException with every problem that was found, each naming its place.
   */
  static GatewayPlan of(
      GatewayConfig config,
      Plugins plugins,
      TimeSource time,
      UsualIntervals intervals,
      OutputNames outputNames,
      MeterFacts facts)
      throws ConfigException {
    ConfigDraft draft = ConfigDraft.of(config);
    Optional<GatewayPlan> plan = from(draft, config, plugins, time, intervals, outputNames, facts);
    draft.problems().throwIfAny();
    return plan.orElseThrow();
  }

  /**
   * Checks what could be read of a configuration.
   *
   * @param draft its problems are added to those of the file.
   * @param plugins drivers and links.
   * @param time the clock of the outputs.
   * @return the plan; empty where {@code draft} has problems.
   */
  public static Optional<GatewayPlan> from(ConfigDraft draft, Plugins plugins, TimeSource time) {
    return from(
        draft,
        draft.config(),
        plugins,
        time,
        new UsualIntervals(),
        new OutputNames(),
        new MeterFacts());
  }

  /**
   * Checks what could be read of a configuration, for a gateway that is already running.
   *
   * @param config what would run, see {@link GatewayConfig#with}.
   */
  static Optional<GatewayPlan> from(
      ConfigDraft draft,
      GatewayConfig config,
      Plugins plugins,
      TimeSource time,
      UsualIntervals intervals,
      OutputNames outputNames,
      MeterFacts facts) {
    Planning planning = new Planning(plugins, draft);
    List<PlannedLink> links = new LinkPlanning(plugins, draft).links(config.meters());
    OutputContext context =
        new OutputContext(
            config.name(),
            intervals::of,
            time,
            config.timeZone(),
            intervals::meters,
            outputNames::names,
            facts::of);
    List<Output> outputs = planning.outputs(config, links, context);
    List<Planned> alarms = planning.alarms(config);
    planning.lamps(draft.config().leds());
    planning.samePorts(draft.config());
    return draft.problems().isEmpty()
        ? Optional.of(
            new GatewayPlan(config, links, outputs, intervals, outputNames, facts, alarms))
        : Optional.empty();
  }
}
