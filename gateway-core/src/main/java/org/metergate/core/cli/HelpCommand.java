// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains the program or one of its commands. */
@Command(
    name = "help",
    description = "Explains a command, or lists all of them.",
    footer = {"", "Example:", "  metergate help decode"})
final class HelpCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command to explain.")
  private String command;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine top = spec.parent().commandLine();
    Map<String, CommandLine> commands = top.getSubcommands();
    if (command != null && !commands.containsKey(command)) {
      throw Installation.unknown("command", command, shown(top).keySet());
    }
    CommandLine asked = command == null ? top : commands.get(command);
    asked.usage(spec.commandLine().getOut());
    return 0;
  }

  /** Returns the commands for people; another one is started by a program alone. */
  static Map<String, CommandLine> shown(CommandLine top) {
    Map<String, CommandLine> shown = new LinkedHashMap<>(top.getSubcommands());
    shown.values().removeIf(line -> line.getCommandSpec().usageMessage().hidden());
    return shown;
  }
}
