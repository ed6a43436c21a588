// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlClient;
import org.metergate.core.control.ControlException;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.ControlServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Asks the running gateway to read its configuration and its drivers folders again. */
@Command(
    name = "reload",
    description = {
      "Makes the gateway read its configuration and drivers again.",
      "Only meters and outputs that changed are restarted; if there is a mistake,",
      "nothing changes."
    },
    footer = {
      "",
      "The signal SIGUSR1 does the same. SIGHUP does too, but not while a serial port is",
      "in use, since the serial library disables that signal.",
      "",
      "Exit codes: 1 no gateway runs there, 2 the configuration is wrong.",
      "",
      "Example:",
      "  metergate reload -c /etc/metergate/gateway.yaml"
    })
final class ReloadCommand implements Callable<Integer> {
  @Mixin private ConfigFile config;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Path journal = config.journal();
    try {
      ControlAnswer answer =
          ControlClient.ask(
              ControlServer.socketOf(journal), new ControlRequest("reload", Map.of()));
      answer.lines().forEach(line -> (answer.ok() ? out : err).println(line));
      return answer.ok() ? 0 : CommandException.USAGE;
    } catch (ControlException e) {
      throw new CommandException(CommandException.FAULT, e.getMessage());
    }
  }
}
