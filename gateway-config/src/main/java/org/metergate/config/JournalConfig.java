// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where readings are kept.
 *
 * @param path the database file; relative names start at the folder of the configuration.
 * @param sync how often written data is forced to the medium, 1 s to 1 h: a power cut may lose this
 *     much.
 * @param keepRaw the age at which raw readings are deleted, 1 d to 36500 d; roll-ups are kept.
 * @param maxSize maximum size of the file in bytes, 16 MB or more.
 * @param clockWait how long readings wait for the clock of the machine to be set after its start, 0
 *     to 24 h.
 */
public record JournalConfig(
    Path path, Duration sync, Duration keepRaw, long maxSize, Duration clockWait) {
  /** Default age at which raw readings are deleted. */
  public static final Duration KEEP_RAW = Duration.ofDays(400);

  /** Default maximum size, 2 GB. */
  public static final long MAX_SIZE = 2_000_000_000;

  /** Default time to wait for the clock. */
  public static final Duration CLOCK_WAIT = Duration.ofMinutes(10);

  /**
   * Creates a journal configuration with the default limits.
   *
   * @param path the database file.
   * @param sync how often written data is forced to the medium.
   */
  public JournalConfig(Path path, Duration sync) {
    this(path, sync, KEEP_RAW, MAX_SIZE, CLOCK_WAIT);
  }
}
