// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metergate.alarm.AlarmTypes.Planned;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlClient;
import org.metergate.core.control.ControlException;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.ControlServer;
import org.metergate.core.gateway.AlarmTest;
import org.metergate.core.gateway.GatewayPlan;
import org.metergate.spi.option.NearestName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a test by an alarm, or lists the alarms. */
@Command(
    name = "alarm",
    description = {
      "Sends a test by an alarm, or lists the alarms.",
      "'test' makes the running gateway send it, so that the test is what a fault would",
      "be; if none runs, this command sends it. It says what the other side answered."
    },
    footer = {
      "",
      "Exit codes: 0 the test was accepted, 1 it was not, 2 wrong usage or configuration.",
      "",
      "Example:",
      "  metergate alarm test phone -c /etc/metergate/gateway.yaml"
    })
final class AlarmCommand implements Callable<Integer> {
  private static final String TEST = "test";
  private static final String LIST = "list";

  @Parameters(index = "0", paramLabel = "ACTION", description = "Either test or list.")
  private String action;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The alarm's name in the configuration, for test.")
  private String name;

  @Mixin private ConfigFile config;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (!action.equals(TEST) && !action.equals(LIST)) {
      throw new CommandException(
          CommandException.USAGE, "ACTION must be test or list, not '" + action + "'.");
    } else if (action.equals(TEST) == (name == null)) {
      throw new CommandException(
          CommandException.USAGE,
          name == null ? "'alarm test' also needs NAME." : "'alarm list' takes no NAME.");
    }
    PrintWriter err = spec.commandLine().getErr();
    Installation installation = Installation.load(err);
    GatewayPlan plan = config.plan(installation, err);
    return action.equals(TEST) ? test(installation, plan) : list(plan);
  }

  private int list(GatewayPlan plan) {
    PrintWriter out = spec.commandLine().getOut();
    if (plan.alarms().isEmpty()) {
      out.println("No alarm is configured; 'alarms:' in " + config.path() + " would have them.");
    }
    plan.alarms()
        .forEach(one -> out.println(one.config().name() + " (" + one.config().type() + ")"));
    return 0;
  }

  private int test(Installation installation, GatewayPlan plan) throws InterruptedException {
    List<String> names = plan.alarms().stream().map(one -> one.config().name()).toList();
    Planned planned =
        plan.alarms().stream()
            .filter(one -> one.config().name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(names));
    installation.messages().redact(plan.config().source().redaction()::hide);
    Optional<ControlAnswer> running = ask(plan);
    ControlAnswer answer =
        running.isPresent()
            ? running.get()
            : AlarmTest.send(plan.config().name(), planned, installation.messages(), Instant.now());
    if (!answer.ok()) {
      throw CommandException.lines(CommandException.FAULT, answer.lines());
    }
    answer.lines().forEach(spec.commandLine().getOut()::println);
    return 0;
  }

  private CommandException unknown(List<String> names) {
    return new CommandException(
        CommandException.USAGE,
        names.isEmpty()
            ? "No alarm is configured in " + config.path() + "; it would be under 'alarms'."
            : NearestName.unknown("alarm", name, names));
  }

  private Optional<ControlAnswer> ask(GatewayPlan plan) {
    try {
      return Optional.of(
          ControlClient.ask(
              ControlServer.socketOf(plan.config().journal().path()),
              new ControlRequest(AlarmTest.COMMAND, Map.of("alarm", name))));
    } catch (ControlException e) {
      if (e.kind() == ControlException.Cause.NOT_RUNNING) {
        return Optional.empty();
      }
      throw new CommandException(CommandException.FAULT, e.getMessage());
    }
  }
}
