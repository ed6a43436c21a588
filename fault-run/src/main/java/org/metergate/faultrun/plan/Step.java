// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.plan;

import java.time.Duration;
import java.util.Locale;

/**
 * One step of a schedule.
 *
 * @param at after the beginning of the run.
 * @param lasts how long the fault lasts; zero for what happens at once.
 * @param fault what.
 */
public record Step(Duration at, Duration lasts, Fault fault) {
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%6.2f s  %5.2f s  %s", at.toMillis() / 1e3, lasts.toMillis() / 1e3, fault);
  }
}
