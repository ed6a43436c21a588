// SPDX-License-Identifier: Apache-2.0
package org.metergate.retry;

/**
 * A token bucket: it limits how many may come at once and how many per second in the long run. It
 * has no clock; the time is a parameter. Any thread.
 */
public final class Allowance {
  private final double burst;
  private final double nanosPerToken;
  private double left;
  private long lastTake;
  private boolean first = true;

  /**
   * Starts with a full bucket.
   *
   * @param burst how many may come at once.
   * @param perSecond how many may come in the long run.
   */
  public Allowance(int burst, double perSecond) {
    this.burst = burst;
    this.left = burst;
    this.nanosPerToken = 1e9 / perSecond;
  }

  /**
   * Takes one token, even if none is left.
   *
   * @param nanos the current time.
   * @return how long to wait until the bucket has made up for it, in nanoseconds; 0 if there was a
   *     token.
   */
  public synchronized long take(long nanos) {
    if (first) {
      first = false;
    } else {
      left = Math.min(burst, left + (nanos - lastTake) / nanosPerToken);
    }
    lastTake = nanos;
    left--;
    return left >= 0 ? 0 : (long) (-left * nanosPerToken);
  }

  /**
   * Returns whether the bucket has recovered.
   *
   * @return whether it is at least half full, as of the last call of {@link #take}.
   */
  public synchronized boolean isRested() {
    return left >= burst / 2;
  }

  /**
   * Takes a token only if there is one.
   *
   * @param nanos the current time.
   * @return whether there was one.
   */
  public synchronized boolean tryTake(long nanos) {
    if (take(nanos) == 0) {
      return true;
    }
    left++;
    return false;
  }
}
