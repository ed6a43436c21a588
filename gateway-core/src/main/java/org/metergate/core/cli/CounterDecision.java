// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.gateway.CounterCommands;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.time.SystemTime;

/** Applies a decision about counters: in the running gateway, or else directly in its journal. */
final class CounterDecision {
  private CounterDecision() {}

  static int take(RunningGateway gateway, String command, Map<String, String> arguments) {
    Optional<ControlAnswer> answer = gateway.askIfRunning(command, arguments);
    return gateway.show(answer.orElseGet(() -> inJournal(gateway, command, arguments)));
  }

  private static ControlAnswer inJournal(
      RunningGateway gateway, String command, Map<String, String> arguments) {
    Path path = gateway.journal();
    if (!Files.isRegularFile(path)) {
      throw fault(
          "No gateway runs here, and there is no journal "
              + path
              + "; name the gateway's configuration with -c.");
    }
    SystemTime time = new SystemTime();
    try (Journal journal = Journal.open(gateway.journalSettings(), time)) {
      return gateway.accepted(CounterCommands.decide(journal, time, command, arguments));
    } catch (JournalException e) {
      throw fault(e.getMessage());
    }
  }

  private static CommandException fault(String sentence) {
    return new CommandException(CommandException.FAULT, sentence);
  }
}
