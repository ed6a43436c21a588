// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.metergate.access.Secrets;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.gateway.AccessCommands;
import org.metergate.time.SystemTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Adds, lists and removes the tokens with which programs read the page from other devices. */
@Command(
    name = "token",
    description = {
      "Adds, lists or removes tokens for programs on other devices.",
      "A program sends its token as 'Authorization: Bearer TOKEN' to the API, the metrics",
      "or the event stream. It is shown once, when it is added, and kept nowhere."
    },
    footer = {
      "",
      "It takes effect at once if the gateway runs, else when it starts.",
      "Exit codes: 0 done, 1 not, 2 wrong usage.",
      "",
      "Examples:",
      "  metergate token add prometheus",
      "  metergate token add evcc --expires 365d",
      "  metergate token list",
      "  metergate token remove evcc"
    })
final class TokenCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "ACTION", description = "Either add, list or remove.")
  private String action;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The name of the token, such as the program's.")
  private String name;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "With add: either read, as by default, or change to change things too.")
  private String role;

  @Option(
      names = "--expires",
      paramLabel = "WHEN",
      description = "With add: when it ends, as 90d or 2027-01-31; never by default.")
  private String expires;

  @Mixin private ConfigFile config;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> arguments = new TreeMap<>(Map.of("action", action));
    boolean add = action.equals("add");
    if (!add && (role != null || expires != null)) {
      throw usage("--role and --expires belong to 'token add'.");
    }
    switch (action) {
      case "list" -> {
        if (name != null) {
          throw usage("'token list' takes no NAME; it lists all.");
        }
      }
      case "add", "remove" -> {
        if (name == null) {
          throw usage("'token " + action + "' also needs NAME.");
        }
        arguments.put("name", name);
      }
      default -> throw usage("ACTION must be add, list or remove, not '" + action + "'.");
    }
    AccessWords.role(role).ifPresent(word -> arguments.put("role", word));
    if (expires != null) {
      SystemTime time = new SystemTime();
      arguments.put(
          "expires", AccessWords.end(expires, time.now(), ZoneId.systemDefault()).toString());
    }
    String token = Secrets.newToken();
    if (add) {
      arguments.put("hash", Secrets.hash(token));
    }
    ControlAnswer answer = new AccessChange(config).make(AccessCommands.TOKEN, arguments);
    if (!add) {
      answer.lines().forEach(out::println);
      return 0;
    }
    answer.lines().forEach(spec.commandLine().getErr()::println);
    spec.commandLine().getErr().println("It is shown this once:");
    out.println(token);
    return 0;
  }

  private static CommandException usage(String sentence) {
    return new CommandException(CommandException.USAGE, sentence);
  }
}
