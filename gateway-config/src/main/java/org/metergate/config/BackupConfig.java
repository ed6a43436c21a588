// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.nio.file.Path;
import java.time.LocalTime;

/**
 * Where and when the gateway makes copies of itself.
 *
 * @param folder receives the copies; relative names start at the folder of the configuration.
 * @param at the time of day, in the time zone of the gateway.
 * @param keepDays how many of the newest days keep their copy, 1 to 366.
 * @param keepMonths of how many of the newest months the first copy is kept, 0 to 120.
 */
public record BackupConfig(Path folder, LocalTime at, int keepDays, int keepMonths) {
  /** The time of day if none is given. */
  public static final LocalTime AT = LocalTime.of(3, 10);

  /** The days if none are given. */
  public static final int KEEP_DAYS = 7;

  /** The months if none are given. */
  public static final int KEEP_MONTHS = 12;
}
