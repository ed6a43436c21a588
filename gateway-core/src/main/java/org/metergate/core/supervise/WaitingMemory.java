// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

/**
 * How much memory the readings and kept frames of all links may take together while they wait for
 * the journal. Any thread.
 */
public final class WaitingMemory {
  private final long limit;
  private long taken;

  /**
   * Creates an account of which nothing is taken.
   *
   * @param limit in bytes, more than 0.
   */
  WaitingMemory(long limit) {
    this.limit = limit;
  }

  /**
   * Creates the account of a gateway: a third of the memory that the program may use. With 64 MB
   * these are about 6,000 readings of 20 values: four minutes of 25 a second, an hour and a half of
   * one a second.
   *
   * @return with nothing taken.
   */
  public static WaitingMemory ofProgram() {
    return new WaitingMemory(Runtime.getRuntime().maxMemory() / 3);
  }

  /** Takes some bytes; returns false and takes nothing if that is more than what is left. */
  synchronized boolean take(int bytes) {
    if (taken + bytes > limit) {
      return false;
    }
    taken += bytes;
    return true;
  }

  /** Returns bytes that were taken. */
  synchronized void release(int bytes) {
    taken = Math.max(0, taken - bytes);
  }
}
