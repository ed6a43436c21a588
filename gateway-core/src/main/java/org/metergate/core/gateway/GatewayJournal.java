// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.metergate.config.GatewayConfig;
import org.metergate.config.JournalConfig;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.JournalSettings;
import org.metergate.journal.clock.ClockWait;
import org.metergate.spi.link.Host;

/** Opens the journal that a configuration names. */
public final class GatewayJournal {
  private GatewayJournal() {}

  static Journal open(GatewayConfig config, Host host) throws JournalException {
    createStandardFolders(config);
    return Journal.open(settings(config), host);
  }

  private static void createStandardFolders(GatewayConfig config) {
    if (config.hasStandardJournal()) {
      createFoldersAbove(config.journal().path().toAbsolutePath().getParent());
    }
  }

  /**
   * Creates the folder of the journal, for its owner alone, where the journal itself would.
   *
   * @param config the gateway's.
   * @throws IOException if it cannot be created.
   */
  public static void createFolder(GatewayConfig config) throws IOException {
    Path folder = config.journal().path().toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      createStandardFolders(config);
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /** Creates what the XDG specification expects a program to create, for this user alone. */
  private static void createFoldersAbove(Path folder) {
    try {
      Files.createDirectories(
          folder.getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException | UnsupportedOperationException e) {
      return; // the journal reports that its folder cannot be created
    }
  }

  /**
   * Returns how the journal of a gateway is opened.
   *
   * @param config the gateway's.
   * @return the settings, which a command uses as well when it opens the journal while no gateway
   *     runs.
   */
  public static JournalSettings settings(GatewayConfig config) {
    JournalConfig kept = config.journal();
    return new JournalSettings(
        kept.path(),
        kept.sync(),
        kept.keepRaw(),
        kept.maxSize(),
        config.timeZone(),
        ClockWait.ofSystem(kept.clockWait()));
  }
}
