// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.wire;

import java.util.function.BinaryOperator;

/** Signals made of other signals. */
public final class Signals {
  private Signals() {}

  /**
   * Returns a level that never changes: high for a silent line, low for one that is shorted or has
   * lost its supply.
   *
   * @param level the level.
   * @return the signal.
   */
  public static Signal constant(boolean level) {
    return new Signal() {
      @Override
      public boolean level() {
        return level;
      }

      @Override
      public long nextNanos() {
        return Long.MAX_VALUE;
      }

      @Override
      public void advance(long nanos) {
        // nothing ever happens
      }
    };
  }

  /**
   * Returns the opposite level, as an optocoupler or a transistor too many makes it.
   *
   * @param signal the signal.
   * @return its inversion.
   */
  public static Signal inverted(Signal signal) {
    return flipped(signal, constant(true));
  }

  /**
   * Joins two senders on one wire: it is low as soon as one of them is, as on an open collector or
   * on the phototransistor of an optical head.
   *
   * @param a a signal.
   * @param b another one.
   * @return both on one wire.
   */
  public static Signal joined(Signal a, Signal b) {
    return new Pair(a, b, (x, y) -> x && y);
  }

  /**
   * Disturbs a signal.
   *
   * @param signal the signal.
   * @param disturbance where it is high the signal is inverted.
   * @return the disturbed signal.
   */
  public static Signal flipped(Signal signal, Signal disturbance) {
    return new Pair(signal, disturbance, (x, y) -> x != y);
  }

  private record Pair(Signal a, Signal b, BinaryOperator<Boolean> rule) implements Signal {
    @Override
    public boolean level() {
      return rule.apply(a.level(), b.level());
    }

    @Override
    public long nextNanos() {
      return Math.min(a.nextNanos(), b.nextNanos());
    }

    @Override
    public void advance(long nanos) {
      a.advance(nanos);
      b.advance(nanos);
    }
  }
}
