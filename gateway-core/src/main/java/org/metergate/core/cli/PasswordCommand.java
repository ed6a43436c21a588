// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.metergate.core.gateway.AccessCommands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets the password with which the page is opened from other devices. */
@Command(
    name = "password",
    description = {
      "Sets a password for the page, so that other devices can open it.",
      "It is asked for twice and not shown; without a terminal, the first line of",
      "standard input is taken. Who was logged in has to do so again."
    },
    footer = {
      "",
      "It takes effect at once if the gateway runs, else when it starts.",
      "Exit codes: 0 done, 1 not, 2 wrong usage.",
      "",
      "Examples:",
      "  metergate password",
      "  metergate password anna --role read",
      "  metergate password anna --remove"
    })
final class PasswordCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "Whose password; admin by default.")
  private String name = "admin";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description =
          "Either read, or change to change things too. A new account may change, another one keeps"
              + " its role.")
  private String role;

  @Option(names = "--remove", description = "Remove the account.")
  private boolean remove;

  @Option(names = "--end-sessions", description = "End the sessions of the account.")
  private boolean endSessions;

  @Mixin private ConfigFile config;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (Stream.of(remove, endSessions, role != null).filter(given -> given).count() > 1) {
      throw new CommandException(
          CommandException.USAGE, "--role, --remove and --end-sessions cannot be used together.");
    }
    Map<String, String> arguments = new TreeMap<>(Map.of("name", name));
    AccessWords.role(role).ifPresent(word -> arguments.put("role", word));
    AccessChange change = new AccessChange(config);
    arguments.put("action", remove ? "remove" : endSessions ? "end-sessions" : "set");
    if (!remove && !endSessions) {
      arguments.put("hash", Password.ask(name, spec.commandLine().getErr()).text());
    }
    change
        .make(AccessCommands.PASSWORD, arguments)
        .lines()
        .forEach(spec.commandLine().getOut()::println);
    return 0;
  }
}
