// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.metergate.core.control.Plural;
import org.metergate.core.gateway.GatewayPlan;
import org.metergate.core.gateway.HeldResources;
import org.metergate.core.gateway.JournalForecast;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks a configuration as far as possible without opening anything. */
@Command(
    name = "check",
    description = "Checks a configuration without opening anything.",
    footer = {
      "",
      "Exit codes: 0 the configuration is good, 2 it is not; each mistake is listed",
      "with its file, line and key.",
      "",
      "Example:",
      "  metergate check -c /etc/metergate/gateway.yaml"
    })
final class CheckCommand implements Callable<Integer> {
  @Mixin private ConfigFile config;

  @Spec private CommandSpec spec;

  /** Creates the command that its user starts. */
  CheckCommand() {}

  /** Creates it for another command, which has made the configuration. */
  CheckCommand(ConfigFile config, CommandSpec spec) {
    this.config = config;
    this.spec = spec;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    GatewayPlan plan =
        config.plan(Installation.load(err), err, HeldResources::of, CommandException.USAGE);
    spec.commandLine()
        .getOut()
        .println(
            config.path()
                + " is good: "
                + Plural.of(plan.config().meters().size(), "meter")
                + " on "
                + Plural.of(plan.links().size(), "link")
                + ", "
                + Plural.of(plan.config().outputs().size(), "output")
                + (plan.alarms().isEmpty() ? "" : ", " + Plural.of(plan.alarms().size(), "alarm"))
                + ".");
    spec.commandLine().getOut().println("The journal is " + plan.config().journal().path() + ".");
    spec.commandLine().getOut().println(journal(plan));
    spec.commandLine()
        .getOut()
        .println(
            "'metergate run' starts it; a gateway that runs reads it with 'metergate reload'.");
    return 0;
  }

  /** Returns how long readings are kept, as far as this can be estimated before the first one. */
  private static String journal(GatewayPlan plan) {
    long kept = plan.config().journal().keepRaw().toDays();
    long days = JournalForecast.days(plan);
    String size =
        "journal.max-size holds about " + Plural.of(days, "day") + " of readings of 20 values";
    return days < kept
        ? size + ", which is less than journal.keep-raw (" + kept + "d)."
        : "journal.keep-raw keeps readings for "
            + Plural.of(kept, "day")
            + (days == Long.MAX_VALUE ? "." : "; " + size + ".");
  }
}
