// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Where the journal is and how often it is made safe against a power cut.
 *
 * @param path the file; SQLite puts {@code -wal} and {@code -shm} beside it, the journal {@code
 *     .lock}. Its folder is made where only that one is missing.
 * @param sync the longest time that a power cut may cost; longer spares an SD card.
 */
public record JournalSettings(Path path, Duration sync) {
  /** Used where the configuration names no time. */
  public static final Duration USUAL_SYNC = Duration.ofSeconds(60);

  /** Checks that the file is named and that time passes between two syncs. */
  public JournalSettings {
    Objects.requireNonNull(path, "path");
    if (sync.isNegative() || sync.isZero()) {
      throw new IllegalArgumentException("the time between two syncs must be above zero");
    }
  }

  /**
   * A journal that is synced every 60 s.
   *
   * @param path the file.
   */
  public JournalSettings(Path path) {
    this(path, USUAL_SYNC);
  }
}
