// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where readings are kept.
 *
 * @param path the database file; relative names start at the configuration's folder.
 * @param sync how often what was written is forced to the medium, 1 s to 1 h: so much a power cut
 *     may cost.
 * @param keepRaw the age at which raw readings go, 1 d to 36500 d; roll-ups stay.
 * @param maxSize bytes that the file may hold, 16 MB or more.
 * @param clockWait how long readings wait for the clock of the machine to be set after its start, 0
 *     to 24 h.
 */
public record JournalConfig(
    Path path, Duration sync, Duration keepRaw, long maxSize, Duration clockWait) {
  /** Used where nothing else is said. */
  public static final Duration KEEP_RAW = Duration.ofDays(400);

  /** Used where nothing else is said: 2 GB. */
  public static final long MAX_SIZE = 2_000_000_000;

  /** Used where nothing else is said. */
  public static final Duration CLOCK_WAIT = Duration.ofMinutes(10);

  /**
   * A journal that keeps what is usual.
   *
   * @param path the database file.
   * @param sync how often what was written is forced to the medium.
   */
  public JournalConfig(Path path, Duration sync) {
    this(path, sync, KEEP_RAW, MAX_SIZE, CLOCK_WAIT);
  }
}
