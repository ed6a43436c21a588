// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;
import org.metergate.journal.clock.ClockWait;

/**
 * Where the journal is, how often it is made safe against a power cut, and its retention.
 *
 * @param path the file; SQLite puts {@code -wal} and {@code -shm} next to it, the journal {@code
 *     .lock}. Its folder is created if only the last folder is missing.
 * @param sync the longest time that a power cut may lose; a longer time spares an SD card.
 * @param keepRaw the age at which readings are deleted; roll-ups stay. Readings that an output has
 *     not delivered stay too.
 * @param maxSize the maximum size of the file in bytes, 1 MB or more: beyond it the oldest readings
 *     are deleted, even if an output has not delivered them.
 * @param zone of meter clocks without an offset.
 * @param clock what to wait for before the times of readings are trusted.
 */
public record JournalSettings(
    Path path, Duration sync, Duration keepRaw, long maxSize, ZoneId zone, ClockWait clock) {
  /** Used if the configuration has no sync interval. */
  public static final Duration USUAL_SYNC = Duration.ofSeconds(60);

  /** Used if the configuration has no age. */
  public static final Duration USUAL_KEEP_RAW = Duration.ofDays(400);

  /** Used if the configuration has no size: 2 GB. */
  public static final long USUAL_MAX_SIZE = 2_000_000_000;

  /** Requires a file, a sync interval above zero and a size of 1 MB or more. */
  public JournalSettings {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(clock, "clock");
    if (sync.isNegative() || sync.isZero()) {
      throw new IllegalArgumentException("the sync interval must be above zero");
    }
    if (keepRaw.isNegative() || maxSize < 1_000_000) {
      throw new IllegalArgumentException(
          "the age of readings must not be negative, and the size must be 1 MB or more");
    }
  }

  /**
   * Settings without waiting for the clock.
   *
   * @param path the file.
   * @param sync the longest time that a power cut may lose.
   * @param keepRaw the age at which readings are deleted.
   * @param maxSize the maximum size of the file in bytes.
   * @param zone of meter clocks without an offset.
   */
  public JournalSettings(Path path, Duration sync, Duration keepRaw, long maxSize, ZoneId zone) {
    this(path, sync, keepRaw, maxSize, zone, ClockWait.NONE);
  }

  /**
   * Settings with the default retention and the time zone of the system.
   *
   * @param path the file.
   * @param sync the longest time that a power cut may lose.
   */
  public JournalSettings(Path path, Duration sync) {
    this(path, sync, USUAL_KEEP_RAW, USUAL_MAX_SIZE, ZoneId.systemDefault());
  }

  /**
   * Settings with a sync every 60 s and the default retention.
   *
   * @param path the file.
   */
  public JournalSettings(Path path) {
    this(path, USUAL_SYNC);
  }
}
