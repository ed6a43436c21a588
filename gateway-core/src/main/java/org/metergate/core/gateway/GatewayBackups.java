// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.time.Instant;
import java.util.Optional;
import org.metergate.config.ConfigDraft;
import org.metergate.config.ConfigException;
import org.metergate.config.GatewayConfig;
import org.metergate.config.Redaction;
import org.metergate.core.backup.BackupContents;
import org.metergate.core.backup.BackupException;
import org.metergate.core.backup.BackupWriter;
import org.metergate.core.backup.JournalSources;
import org.metergate.core.backup.NightlyBackups;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalFindings;
import org.metergate.spi.link.Host;

/** The nightly copies of a running gateway: its open journal, and its configuration of now. */
final class GatewayBackups {
  private GatewayBackups() {}

  static Optional<NightlyBackups> nightly(GatewayConfig config, Journal journal, Host host) {
    return config
        .backup()
        .map(
            backup ->
                new NightlyBackups(
                    backup,
                    config.name(),
                    config.timeZone(),
                    file -> {
                      Instant now = host.now();
                      BackupWriter.write(
                          contents(config), JournalSources.open(journal), file, false, now);
                    },
                    () -> !waitsForClock(journal),
                    host));
  }

  private static boolean waitsForClock(Journal journal) {
    return journal
        .readings()
        .clockFinding()
        .filter(finding -> finding.code().equals(JournalFindings.CLOCK_WAITED_FOR))
        .isPresent();
  }

  /** The file may have been edited since it was read: what is secret in it is looked for again. */
  private static BackupContents contents(GatewayConfig config) throws BackupException {
    Redaction known = new Redaction();
    known.join(config.source().redaction());
    try {
      known.join(ConfigDraft.read(config.file()).config().source().redaction());
    } catch (ConfigException e) {
      // then all that may be a secret is hidden in it
    }
    return BackupContents.withoutKeys(config.name(), config.file(), known);
  }
}
