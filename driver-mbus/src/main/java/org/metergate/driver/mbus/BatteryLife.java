// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.Optional;
import org.metergate.driver.mbus.register.KamstrupModel;
import org.metergate.driver.mbus.telegram.Header;

/** How often a meter may be read without harm to its battery, as far as its manufacturer says. */
final class BatteryLife {
  private BatteryLife() {}

  /**
   * Returns the shortest interval that the manufacturer allows: one hour for MULTICAL 302 (Kamstrup
   * 5512-1334, page 64) and for MULTICAL 303, of which nothing else is known; one minute for flowIQ
   * (5512-1242, page 34); ten seconds for MULTICAL 603 (5512-2029, page 136).
   *
   * @param header of the meter.
   * @return the interval, or empty where nothing is known.
   */
  static Optional<Duration> shortestInterval(Header header) {
    return KamstrupModel.of(header).flatMap(BatteryLife::shortestInterval);
  }

  private static Optional<Duration> shortestInterval(KamstrupModel model) {
    return switch (model) {
      case MULTICAL_302, MULTICAL_303 -> Optional.of(Duration.ofHours(1));
      case FLOWIQ_2101, FLOWIQ_3100 -> Optional.of(Duration.ofMinutes(1));
      case MULTICAL_603 -> Optional.of(Duration.ofSeconds(10));
      default -> Optional.empty();
    };
  }

  /** Returns a duration as options are written: {@code 5min}, {@code 90s}. */
  static String words(Duration duration) {
    if (duration.toSeconds() % 3600 == 0) {
      return duration.toHours() + "h";
    }
    return duration.toSeconds() % 60 == 0
        ? duration.toMinutes() + "min"
        : duration.toSeconds() + "s";
  }
}
