// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.metergate.core.backup.BackupWriter.Copied;
import org.metergate.core.backup.BackupWriter.JournalSource;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlClient;
import org.metergate.core.control.ControlException;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.ControlServer;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalCopy;

/** Where the copy of the journal comes from. Any thread. */
public final class JournalSources {
  private JournalSources() {}

  /**
   * Copies the journal that this program has open.
   *
   * @param journal the open journal.
   * @return the source.
   */
  public static JournalSource open(Journal journal) {
    return suggested -> new Copied(suggested, journal.copyInto(suggested));
  }

  /**
   * Has the running gateway copy its journal; copies it here where no gateway runs.
   *
   * @param journal its path, as configured.
   * @return the source.
   */
  public static JournalSource ofGateway(Path journal) {
    return suggested -> {
      try {
        ControlAnswer answer =
            ControlClient.ask(
                ControlServer.socketOf(journal),
                new ControlRequest(CopyJournalCommand.NAME, Map.of()));
        if (!answer.ok()) {
          throw new BackupException(String.join(" ", answer.lines()));
        }
        Copied copied = CopyJournalCommand.copied(answer, journal);
        if (!Files.isReadable(copied.file())) {
          throw new BackupException(
              "The copy "
                  + copied.file()
                  + " cannot be read; run this command as the user of the gateway, or as root.");
        }
        return copied;
      } catch (ControlException e) {
        if (e.kind() == ControlException.Cause.NOT_RUNNING) {
          return new Copied(suggested, JournalCopy.ofClosed(journal, suggested));
        }
        throw new BackupException(e.getMessage(), e);
      }
    };
  }
}
