// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.nio.file.Path;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code backup}. */
final class BackupReader {
  private BackupReader() {}

  /**
   * Reads it.
   *
   * @param places gets the location of the folder.
   * @return empty after an error.
   */
  static Optional<BackupConfig> read(Section section, Map<String, Location> places) {
    Optional<Path> folder = section.path("folder");
    if (folder.isEmpty() && !section.keys().contains("folder")) {
      section.problem("folder", "This key is missing; name the folder that gets the copies.");
    }
    places.put("backup.folder", section.location("folder"));
    LocalTime at = at(section);
    int days = section.integer("keep-days", BackupConfig.KEEP_DAYS, 1, 366);
    int months = section.integer("keep-months", BackupConfig.KEEP_MONTHS, 0, 120);
    section.refuseUnknown();
    return folder.map(path -> new BackupConfig(path, at, days, months));
  }

  private static LocalTime at(Section section) {
    String text = section.optionalText("at").orElse(BackupConfig.AT.toString());
    if (!text.matches("([01]?\\d|2[0-3]):[0-5]\\d")) {
      section.problem("at", "This must be a time of day like \"03:10\", in quotes.");
      return BackupConfig.AT;
    }
    return LocalTime.parse(text.length() == 4 ? "0" + text : text);
  }
}
