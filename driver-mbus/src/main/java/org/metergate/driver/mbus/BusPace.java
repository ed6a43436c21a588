// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.metergate.spi.driver.MeterSession;

/**
 * Whether a bus is too slow for the intervals of its meters: all that are due are asked in turn. A
 * bus that is silent or disturbed for a time is not slow, and has findings of its own. One thread.
 */
final class BusPace {
  /** A meter that is read after twice its interval has missed a turn. */
  private static final int LATE = 2;

  /** When meters were asked last in this session, without the time in vain. */
  private final Map<String, Long> asked = new HashMap<>();

  /** For how long meters were asked in vain, which says nothing of how fast the bus is. */
  private long vainNanos;

  /** What had to wait until now is not late because the bus is slow. */
  void pause() {
    asked.clear();
  }

  void asked(String name, long nanos) {
    asked.put(name, nanos - vainNanos);
  }

  void inVain(long nanos) {
    vainNanos += nanos;
  }

  /**
   * Reports that the bus is too slow if a meter has missed a turn. Only a readout ends what is
   * reported, so a meter that was never read is not judged.
   */
  void judge(MbusOptions options, long now, MeterSession meter) {
    Long before = asked.get(options.name());
    long passed = before == null ? 0 : now - vainNanos - before;
    if (passed > options.interval().multipliedBy(LATE).toNanos()) {
      meter.find(
          MbusFindings.INTERVAL_TOO_SHORT,
          "interval",
          BatteryLife.words(options.interval()),
          "seconds",
          Duration.ofNanos(passed).toSeconds());
    }
  }
}
