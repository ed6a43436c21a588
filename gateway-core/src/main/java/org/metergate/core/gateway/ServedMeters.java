// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.config.MeterConfig;
import org.metergate.config.Problems;
import org.metergate.core.gateway.GatewayPlan.PlannedLink;
import org.metergate.output.Output;
import org.metergate.output.served.Listen;
import org.metergate.output.served.MeterUse;
import org.metergate.output.served.ServingOutput;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.option.NearestName;
import org.metergate.spi.reading.Dimension;

/** Checks that outputs serve meters that there are, with what is served of them. */
final class ServedMeters {
  private static final List<Dimension> OF_CHANNELS =
      List.of(Dimension.HEAT_ENERGY, Dimension.GAS_VOLUME, Dimension.WATER_VOLUME);

  private final List<String> meters;
  private final Map<String, MeterDriver> drivers = new HashMap<>();
  private final Problems problems;

  /**
   * Begins to check.
   *
   * @param meters all that are configured.
   * @param links those that could be planned, with the drivers of their meters.
   * @param problems takes the mistakes.
   */
  ServedMeters(List<MeterConfig> meters, List<PlannedLink> links, Problems problems) {
    this.meters = meters.stream().map(MeterConfig::name).toList();
    this.problems = problems;
    links.forEach(link -> link.meters().forEach(meter -> drivers.put(meter, link.driver())));
  }

  void check(List<Output> outputs) {
    Map<String, String> ports = new HashMap<>();
    for (Output output : outputs) {
      if (output instanceof ServingOutput serving) {
        serving.meterUses().forEach(this::check);
        Listen listen = serving.listen();
        String other = ports.putIfAbsent(listen.where(), output.info().name());
        if (other != null) {
          problems.add(
              serving.listenAt(),
              "The output '" + other + "' listens on " + listen.where() + " already.");
        }
      }
    }
  }

  private void check(MeterUse use) {
    if (!meters.contains(use.meter())) {
      problems.add(use.at(), NearestName.unknown("meter", use.meter(), meters));
      return;
    }
    Optional<MeterDriver> driver = Optional.ofNullable(drivers.get(use.meter()));
    boolean power = driver.isEmpty() || driver.get().mayMeasure(use.meter(), Dimension.POWER);
    boolean counter =
        driver.isEmpty()
            || OF_CHANNELS.stream().anyMatch(it -> driver.get().mayMeasure(use.meter(), it));
    if (!use.asChannel() && !power) {
      problems.add(
          use.at(),
          "The meter '"
              + use.meter()
              + "' measures no electric power, so that it cannot be served alone; name an"
              + " electricity meter here, and this one under channels.");
    }
    if (use.asChannel() && !counter) {
      problems.add(
          use.at(),
          "The meter '"
              + use.meter()
              + "' measures no gas, water or heat; only such meters can be channels of another.");
    }
  }
}
