// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.metergate.config.GatewayConfig;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlClient;
import org.metergate.core.control.ControlException;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.ControlServer;
import org.metergate.core.gateway.GatewayJournal;
import org.metergate.journal.JournalSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that identify a gateway, and the requests to it while it runs. */
final class RunningGateway {
  @Mixin private ConfigFile config;

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description = "The gateway's journal file, instead of its configuration.")
  private Path journal;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private GatewayConfig loaded;

  /** Returns the path of the gateway's journal. */
  Path journal() {
    if (journal == null) {
      journal = configuration().journal().path();
    }
    return journal;
  }

  /** Returns the settings for opening that journal if no gateway runs. */
  JournalSettings journalSettings() {
    if (journal != null && loaded == null) {
      return new JournalSettings(journal);
    }
    return GatewayJournal.settings(configuration());
  }

  private GatewayConfig configuration() {
    loaded = loaded == null ? config.load() : loaded;
    return loaded;
  }

  /**
   * Sends a request; ends the command with a sentence if no gateway runs or it refuses.
   *
   * @param command one that the gateway supports.
   * @param arguments texts by name.
   */
  ControlAnswer ask(String command, Map<String, String> arguments) {
    try {
      return askOrThrow(command, arguments);
    } catch (ControlException e) {
      throw new CommandException(CommandException.FAULT, e.getMessage());
    }
  }

  /** As {@link #ask}, for a command that works without a gateway: returns empty if none runs. */
  Optional<ControlAnswer> askIfRunning(String command, Map<String, String> arguments) {
    try {
      return Optional.of(askOrThrow(command, arguments));
    } catch (ControlException e) {
      if (e.kind() == ControlException.Cause.NOT_RUNNING) {
        return Optional.empty();
      }
      throw new CommandException(CommandException.FAULT, e.getMessage());
    }
  }

  /** Prints the sentences of an answer. */
  int show(ControlAnswer answer) {
    answer.lines().forEach(spec.commandLine().getOut()::println);
    return 0;
  }

  private ControlAnswer askOrThrow(String command, Map<String, String> arguments)
      throws ControlException {
    ControlAnswer answer =
        ControlClient.ask(
            ControlServer.socketOf(journal()), new ControlRequest(command, arguments));
    return accepted(answer);
  }

  /** Returns the answer, or ends the command if it is a refusal. */
  ControlAnswer accepted(ControlAnswer answer) {
    if (!answer.ok()) {
      throw CommandException.lines(CommandException.FAULT, answer.lines());
    }
    return answer;
  }
}
