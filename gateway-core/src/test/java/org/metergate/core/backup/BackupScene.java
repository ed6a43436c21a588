// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.metergate.config.Redaction;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.time.VirtualTime;

/** A gateway's folder with a configuration, a key and a journal, and a backup of it. */
final class BackupScene {
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  static final String CONFIGURATION =
      """
      gateway: { name: attic }
      meters:
        el: { driver: omnipower-dlms, link: "serial:/dev/ttyUSB0", options: { encryption-key: !file keys/el } }
      journal: { path: data/journal.db }
      """;

  final VirtualTime time = new VirtualTime(START);
  final Path folder;
  final Path config;
  final Path journal;
  final Path backup;

  BackupScene(Path folder) {
    this.folder = folder;
    config = folder.resolve("gateway.yaml");
    journal = folder.resolve("data/journal.db");
    backup = folder.resolve("backup.tar");
  }

  Journal open() throws Exception {
    return Journal.open(new JournalSettings(journal, Duration.ofHours(1)), time);
  }

  static Reading reading(int number) {
    return new Reading(
        MeterRef.of("el", "1"),
        number,
        Origin.LIVE,
        START.plusSeconds(number),
        Optional.empty(),
        List.of(
            Measurement.decimal(
                Quantities.ENERGY_IMPORT, BigDecimal.valueOf(number), Unit.WH, "1.8.0")));
  }

  void create(int readings) throws Exception {
    Files.writeString(config, CONFIGURATION);
    Files.createDirectories(folder.resolve("keys"));
    Files.writeString(folder.resolve("keys/el"), "5AD84121D9D20B364B7A11F3C1B5827F\n");
    Files.createDirectories(journal.getParent());
    Files.writeString(journal.resolveSibling("access.json"), "{}\n");
    try (Journal opened = open()) {
      for (int i = 1; i <= readings; i++) {
        opened.readings().append(reading(i));
      }
    }
  }

  void back(boolean keys) throws Exception {
    BackupContents contents =
        keys
            ? BackupContents.withKeys(
                "attic", config, List.of(journal.resolveSibling("access.json")))
            : BackupContents.withoutKeys("attic", config, new Redaction());
    BackupWriter.write(contents, JournalSources.ofGateway(journal), backup, false, START);
  }

  /** All files with their contents, without the lock of the journal. */
  static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".lock")) {
          all.put(folder.relativize(file).toString(), Digest.of(Files.readAllBytes(file)));
        }
      }
    }
    return all;
  }
}
