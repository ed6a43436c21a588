// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.metergate.core.gateway.CounterCommands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decides how the counters continue after a meter was replaced or set back. */
@Command(
    name = "meter-change",
    description = {
      "Decides how the counters of a replaced meter continue.",
      "Until then they are withheld, as are those of a meter that was set back. Works",
      "with or without a running gateway."
    },
    footer = {
      "",
      "Examples:",
      "  metergate meter-change electricity --new-series",
      "  metergate meter-change heat --continue"
    })
final class MeterChangeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "METER", description = "The meter's name, as on the page.")
  private String meter;

  @Option(
      names = "--new-series",
      description = "The counters start a new series with what the meter shows.")
  private boolean newSeries;

  @Option(
      names = "--continue",
      description = "The counters continue where they ended: an offset is added from now on.")
  private boolean continued;

  @Mixin private RunningGateway gateway;

  @Override
  public Integer call() {
    if (newSeries == continued) {
      throw new CommandException(
          CommandException.USAGE,
          "Give either --new-series, if the counters start a new series, or --continue, if they"
              + " continue where they ended.");
    }
    String word = continued ? CounterCommands.CONTINUE : CounterCommands.NEW_SERIES;
    return CounterDecision.take(
        gateway, CounterCommands.METER_CHANGE, Map.of("meter", meter, "as", word));
  }
}
