// SPDX-License-Identifier: Apache-2.0
package org.metergate.retry;

/**
 * So many at once, and so many in time: a bucket that fills by itself. It knows no clock; it is
 * told the time. Any thread.
 */
public final class Allowance {
  private final double most;
  private final double nanosForOne;
  private double left;
  private long asked;
  private boolean first = true;

  /**
   * Begins full.
   *
   * @param most how many may come at once.
   * @param perSecond how many may come in the long run.
   */
  public Allowance(int most, double perSecond) {
    this.most = most;
    this.left = most;
    this.nanosForOne = 1e9 / perSecond;
  }

  /**
   * Takes one, though none may be left.
   *
   * @param nanos the time now.
   * @return how long to wait before it is paid for; 0 where there was one.
   */
  public synchronized long take(long nanos) {
    if (first) {
      first = false;
    } else {
      left = Math.min(most, left + (nanos - asked) / nanosForOne);
    }
    asked = nanos;
    left--;
    return left >= 0 ? 0 : (long) (-left * nanosForOne);
  }

  /**
   * Says whether there has been rest for a while.
   *
   * @return whether at least half of what may come at once is there.
   */
  public synchronized boolean isRested() {
    return left >= most / 2;
  }

  /**
   * Takes one only where there is one.
   *
   * @param nanos the time now.
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
