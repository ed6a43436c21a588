// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.metergate.core.gateway.GatewayPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks a configuration as far as that is possible without opening anything. */
@Command(name = "check", description = "Checks a configuration without opening anything.")
final class CheckCommand implements Callable<Integer> {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration; gateway.yaml by default.")
  private Path file = Path.of("gateway.yaml");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Program program = Program.load();
    program.tellRefused(spec.commandLine().getErr());
    GatewayPlan plan = RunCommand.plan(program, file, spec.commandLine().getErr());
    spec.commandLine()
        .getOut()
        .printf(
            "%s is good: %d meters on %d links, %d outputs.%n",
            file,
            plan.config().meters().size(),
            plan.links().size(),
            plan.config().outputs().size());
    return 0;
  }
}
