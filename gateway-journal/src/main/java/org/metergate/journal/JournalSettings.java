// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;

/**
 * Where the journal is, how often it is made safe against a power cut, and what it keeps.
 *
 * @param path the file; SQLite puts {@code -wal} and {@code -shm} beside it, the journal {@code
 *     .lock}. Its folder is made where only that one is missing.
 * @param sync the longest time that a power cut may cost; longer spares an SD card.
 * @param keepRaw the age at which readings go; roll-ups stay. One that an output waits for stays
 *     too.
 * @param maxSize bytes that the file may hold, 1 MB or more: the oldest readings go when it holds
 *     more, whoever waits for them.
 * @param zone of the clocks of meters that tell none.
 * @param clock what to wait for before readings bear a time.
 */
public record JournalSettings(
    Path path, Duration sync, Duration keepRaw, long maxSize, ZoneId zone, ClockWait clock) {
  /** Used where the configuration names no time. */
  public static final Duration USUAL_SYNC = Duration.ofSeconds(60);

  /** Used where the configuration names no age. */
  public static final Duration USUAL_KEEP_RAW = Duration.ofDays(400);

  /** Used where the configuration names no size: 2 GB. */
  public static final long USUAL_MAX_SIZE = 2_000_000_000;

  /** Checks that the file is named, that time passes between two syncs and that there is room. */
  public JournalSettings {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(clock, "clock");
    if (sync.isNegative() || sync.isZero()) {
      throw new IllegalArgumentException("the time between two syncs must be above zero");
    }
    if (keepRaw.isNegative() || maxSize < 1_000_000) {
      throw new IllegalArgumentException("a journal needs an age and a size of 1 MB or more");
    }
  }

  /**
   * A journal that waits for no clock.
   *
   * @param path the file.
   * @param sync the longest time that a power cut may cost.
   * @param keepRaw the age at which readings go.
   * @param maxSize bytes that the file may hold.
   * @param zone of the clocks of meters that tell none.
   */
  public JournalSettings(Path path, Duration sync, Duration keepRaw, long maxSize, ZoneId zone) {
    this(path, sync, keepRaw, maxSize, zone, ClockWait.NONE);
  }

  /**
   * A journal that keeps what is usual, in the time zone of the system.
   *
   * @param path the file.
   * @param sync the longest time that a power cut may cost.
   */
  public JournalSettings(Path path, Duration sync) {
    this(path, sync, USUAL_KEEP_RAW, USUAL_MAX_SIZE, ZoneId.systemDefault());
  }

  /**
   * A journal that is synced every 60 s and keeps what is usual.
   *
   * @param path the file.
   */
  public JournalSettings(Path path) {
    this(path, USUAL_SYNC);
  }
}
