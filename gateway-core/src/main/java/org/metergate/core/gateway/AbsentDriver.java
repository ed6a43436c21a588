// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.metergate.config.MeterConfig;
import org.metergate.core.plugin.Plugins;
import org.metergate.core.supervise.SuperviseFindings;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ByteLinkProvider;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.NearestName;
import org.metergate.spi.option.OptionSpec;

/**
 * Stands for a driver whose jar may be one of those that cannot be used, so that the meters of all
 * other drivers are read meanwhile. It reads nothing, leaves the link closed, and says why at each
 * of its meters. A reload that finds the driver replaces it.
 *
 * @param info has the options that are configured, since those of the driver are not known.
 * @param reason why jars cannot be used.
 */
public record AbsentDriver(DriverInfo info, String reason) implements DriverProvider {
  /** The last values of a meter that is not read should not pass for present ones for long. */
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  /**
   * Fills the gaps that damaged jars leave.
   *
   * @param plugins as they were found.
   * @param meters as they are configured.
   * @return the same plug-ins where no jar was refused; a driver that is only misspelt, or whose
   *     meters are on links that carry no bytes, stays missing.
   */
  public static Plugins in(Plugins plugins, List<MeterConfig> meters) {
    if (plugins.refused().isEmpty()) {
      return plugins;
    }
    String reason =
        plugins.refused().stream()
            .map(one -> one.what() + ": " + one.reason())
            .collect(Collectors.joining(" "));
    Map<String, List<MeterConfig>> absent = new LinkedHashMap<>();
    meters.stream()
        .filter(meter -> plugins.driver(meter.driver()).isEmpty())
        .filter(meter -> NearestName.to(meter.driver(), plugins.driverIds()).isEmpty())
        .forEach(
            meter -> absent.computeIfAbsent(meter.driver(), id -> new ArrayList<>()).add(meter));
    Plugins filled = plugins;
    for (Map.Entry<String, List<MeterConfig>> one : absent.entrySet()) {
      if (one.getValue().stream().allMatch(meter -> carriesBytes(plugins, meter))) {
        filled = filled.with(new AbsentDriver(info(one.getKey(), one.getValue()), reason));
      }
    }
    return filled;
  }

  private static boolean carriesBytes(Plugins plugins, MeterConfig meter) {
    return plugins
        .link(meter.link().scheme())
        .filter(ByteLinkProvider.class::isInstance)
        .isPresent();
  }

  private static DriverInfo info(String id, List<MeterConfig> meters) {
    Set<String> names = new LinkedHashSet<>();
    meters.forEach(meter -> names.addAll(meter.options().keySet()));
    return new DriverInfo(
        id,
        id,
        DriverInfo.SPI_LEVEL,
        DriverInfo.MetersPerLink.MANY,
        names.stream().map(name -> OptionSpec.optional(name, OptionSpec.Type.TEXT, name)).toList(),
        "org.metergate.core.supervise.messages");
  }

  @Override
  public MeterDriver create(List<MeterOptions> meters) {
    return new Silent();
  }

  /** Returns what takes the place of the configured link. */
  ByteLinkProvider closedLink(String scheme) {
    return new ClosedLink(
        scheme, SuperviseFindings.DRIVER_ABSENT.with("driver", info.id(), "reason", reason));
  }

  /** An open port would keep out other programs and switch its lines, and nothing would read it. */
  private record ClosedLink(String scheme, Finding why) implements ByteLinkProvider {
    @Override
    public ByteLink open(LinkUri uri, LineSettings settings, Host host) throws LinkException {
      throw new LinkException(why, null);
    }
  }

  private record Silent() implements ByteDriver {
    @Override
    public LineSettings settings() {
      return LineSettings.eightNone(2400);
    }

    @Override
    public Duration normalSilence() {
      return INTERVAL;
    }

    @Override
    public Duration usualInterval() {
      return INTERVAL;
    }

    @Override
    public void session(ByteLink link, Session session) {
      throw new IllegalStateException("the link of an absent driver is never opened");
    }
  }
}
