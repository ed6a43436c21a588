// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

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
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkProvider;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.NearestName;

/**
 * Plans lamps, outputs and alarms one by one, and collects the mistakes in all of them; {@link
 * LinkPlanning} does so for the meters.
 */
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
                .ifPresent(sentence -> problems.add(meter.at("link"), sentence)));
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

  /** Returns the sentence of a link that can never work. */
  static String reason(LinkException e) {
    return e.finding().parameters().getOrDefault("reason", "This link cannot be opened.");
  }
}
