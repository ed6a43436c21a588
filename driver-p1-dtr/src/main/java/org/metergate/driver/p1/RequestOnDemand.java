// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Requests one telegram at a time: raises the line, reads up to the end of the telegram or two
 * seconds of silence, and releases the line until the next one is due.
 */
final class RequestOnDemand implements RequestPlan {
  private static final long SILENCE = TimeUnit.SECONDS.toNanos(2);

  /** How long the line is released at least, so that the meter recognises the next request. */
  private static final long REST = HeldRequest.RELEASE;

  private final Search search;
  private final long interval;
  private Phase phase = Phase.RESTING;
  private long due;
  private long asked;
  private long lastByte;
  private boolean ended;

  private enum Phase {
    RESTING,
    WAITING,
    READING
  }

  RequestOnDemand(Search search, Duration interval, long now) {
    this.search = search;
    this.interval = interval.toNanos();
    this.due = now + REST;
  }

  @Override
  public void bytes(long now) {
    lastByte = now;
    if (phase == Phase.WAITING) {
      phase = Phase.READING;
    }
  }

  @Override
  public void end(long now) {
    ended = phase == Phase.READING;
  }

  @Override
  public boolean level(long now) {
    switch (phase) {
      case RESTING -> {
        if (now - due >= 0) {
          phase = Phase.WAITING;
          asked = now;
          ended = false;
        }
      }
      case WAITING -> {
        if (now - asked >= HeldRequest.PATIENCE) {
          search.silence();
          rest(now + REST);
        }
      }
      case READING -> {
        if (ended || now - lastByte >= SILENCE) {
          rest(Math.max(asked + interval, now + REST));
        }
      }
    }
    return phase == Phase.RESTING ? !search.level() : search.level();
  }

  private void rest(long until) {
    phase = Phase.RESTING;
    due = until;
  }
}
