// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.util.concurrent.TimeUnit;

/**
 * Keeps the request line raised, so that the meter repeats its telegram on its own. If a meter that
 * worked falls silent, its line is released for a moment, which wakes some models (Landis+Gyr E360
 * with old firmware).
 */
final class HeldRequest implements RequestPlan {
  /** Meters send at least every 10 s, and need some time for the telegram. */
  static final long PATIENCE = TimeUnit.SECONDS.toNanos(14);

  static final long RELEASE = TimeUnit.MILLISECONDS.toNanos(1500);

  private final Search search;
  private long since;
  private long releasedUntil;

  HeldRequest(Search search, long now) {
    this.search = search;
    this.since = now;
    this.releasedUntil = now;
  }

  @Override
  public void bytes(long now) {
    since = now;
  }

  @Override
  public void end(long now) {
    since = now;
  }

  @Override
  public boolean level(long now) {
    if (now - releasedUntil < 0) {
      return !search.level();
    }
    if (now - since >= PATIENCE) {
      boolean worked = search.isProven();
      search.silence();
      since = now;
      if (worked && search.isProven()) {
        releasedUntil = now + RELEASE;
        since = releasedUntil;
        return !search.level();
      }
    }
    return search.level();
  }
}
