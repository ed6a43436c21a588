// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.metergate.core.gateway.CounterCommands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Decides how many watt-hours a count of a meter is, from what its display shows. */
@Command(
    name = "scale",
    description = {
      "Decides from a meter's display how many Wh its counts are.",
      "Energies that waited for it are then delivered, from the first one on. Works",
      "with or without a running gateway."
    },
    footer = {"", "Example:", "  metergate scale electricity 19765.3"})
final class ScaleCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "METER", description = "The meter's name, as on the page.")
  private String meter;

  @Parameters(
      index = "1",
      paramLabel = "DISPLAY-READING",
      description = "The imported energy that the display shows, in kWh.")
  private String reading;

  @Mixin private RunningGateway gateway;

  @Override
  public Integer call() {
    return CounterDecision.take(
        gateway, CounterCommands.SCALE, Map.of("meter", meter, "reading", reading));
  }
}
