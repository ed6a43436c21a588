// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlClient;
import org.metergate.core.control.ControlException;
import org.metergate.core.control.ControlRefusal;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.ControlServer;
import org.metergate.core.gateway.GatewayException;
import org.metergate.core.gateway.GatewayPlan;
import org.metergate.core.gateway.OfflineAdjust;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets a counted total to the meter's display. */
@Command(
    name = "adjust",
    description = {
      "Sets a total counted from pulses to the meter's display.",
      "Counting continues from there, and the adjustment is recorded."
    },
    footer = {
      "",
      "The running gateway does it; if none runs, the journal is opened briefly.",
      "A replaced meter starts a new series: give it another 'number' in the",
      "configuration, then adjust it.",
      "",
      "Exit codes: 0 set, 1 not set, 2 wrong usage.",
      "",
      "Examples:",
      "  metergate adjust water 1234.567",
      "  metergate adjust heat 45.678 --quantity heat_energy"
    })
final class AdjustCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "METER",
      description = "The meter's name in the configuration.")
  private String meter;

  @Parameters(
      index = "1",
      paramLabel = "READING",
      description = "What its display shows now, in the unit of its total.")
  private String reading;

  @Option(
      names = "--quantity",
      paramLabel = "NAME",
      description = "Which total, if the meter has several.")
  private String quantity;

  @Mixin private ConfigFile config;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Installation installation = Installation.load(err);
    GatewayPlan plan = config.plan(installation, err);
    ControlAnswer answer = answer(installation, plan);
    answer.lines().forEach(line -> (answer.ok() ? spec.commandLine().getOut() : err).println(line));
    return answer.ok() ? 0 : CommandException.FAULT;
  }

  private ControlAnswer answer(Installation installation, GatewayPlan plan) {
    Map<String, String> arguments = new TreeMap<>(Map.of("meter", meter, "reading", reading));
    if (quantity != null) {
      arguments.put("quantity", quantity);
    }
    ControlRequest request = new ControlRequest("adjust", arguments);
    Path socket = ControlServer.socketOf(plan.config().journal().path());
    try {
      return ControlClient.ask(socket, request);
    } catch (ControlException e) {
      if (e.kind() != ControlException.Cause.NOT_RUNNING) {
        throw new CommandException(CommandException.FAULT, e.getMessage());
      }
    }
    try {
      return OfflineAdjust.run(
          plan, request, installation.messages(), new SystemHost(installation.plugins()));
    } catch (GatewayException e) {
      throw new CommandException(CommandException.FAULT, e.getMessage());
    } catch (ControlRefusal e) {
      return ControlAnswer.refused(e.getMessage());
    }
  }
}
