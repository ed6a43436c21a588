// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.metergate.access.AccessBook;
import org.metergate.access.AccessException;
import org.metergate.config.GatewayConfig;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlClient;
import org.metergate.core.control.ControlException;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.ControlServer;
import org.metergate.core.gateway.AccessCommands;
import org.metergate.core.gateway.GatewayJournal;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.time.SystemTime;

/**
 * Carries out a change of accounts or tokens: in the running gateway, or else in the file while the
 * journal is held, so that no gateway starts meanwhile.
 */
final class AccessChange {
  private final GatewayConfig config;

  AccessChange(ConfigFile file) {
    this.config = file.load();
    if (config.web().isEmpty()) {
      throw new CommandException(
          CommandException.USAGE,
          "There is no page in " + file.path() + "; add it with the key 'web' first.");
    }
  }

  /** Ends the command with a sentence if it is refused. */
  ControlAnswer make(String command, Map<String, String> arguments) {
    ControlRequest request = new ControlRequest(command, arguments);
    ControlAnswer answer = running(request);
    if (!answer.ok()) {
      throw CommandException.lines(CommandException.FAULT, answer.lines());
    }
    return answer;
  }

  private ControlAnswer running(ControlRequest request) {
    try {
      return ControlClient.ask(ControlServer.socketOf(config.journal().path()), request);
    } catch (ControlException e) {
      if (e.kind() != ControlException.Cause.NOT_RUNNING) {
        throw new CommandException(CommandException.FAULT, e.getMessage());
      }
      return inFile(request);
    }
  }

  private ControlAnswer inFile(ControlRequest request) {
    Path journal = config.journal().path();
    if (!Files.exists(journal)) {
      createFolder();
      return carryOut(request);
    }
    try {
      Journal held = Journal.open(GatewayJournal.settings(config), new SystemTime());
      try {
        return carryOut(request);
      } finally {
        held.close();
      }
    } catch (JournalException e) {
      throw new CommandException(CommandException.FAULT, e.getMessage());
    }
  }

  private void createFolder() {
    try {
      GatewayJournal.createFolder(config);
    } catch (IOException e) {
      throw new CommandException(
          CommandException.FAULT,
          "The folder of the journal, "
              + config.journal().path().toAbsolutePath().getParent()
              + ", cannot be created.");
    }
  }

  private ControlAnswer carryOut(ControlRequest request) {
    try {
      Path file = AccessCommands.fileOf(config.journal().path());
      return AccessCommands.carryOut(AccessBook.open(file, new SystemTime()), request);
    } catch (AccessException e) {
      return ControlAnswer.refused(e.getMessage());
    }
  }
}
