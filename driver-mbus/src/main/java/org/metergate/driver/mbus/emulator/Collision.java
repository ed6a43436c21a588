// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.metergate.spi.emulator.EmulatedMeter.Burst;

/**
 * What arrives when meters send at the same time. A meter sends a zero by drawing more current, so
 * a bit is one only if all of them send a one. They are never in step to the fraction of a bit:
 * where they do not send the same, no byte that ends a frame survives.
 */
final class Collision {
  private static final byte END = 0x16;

  private Collision() {}

  /**
   * Joins what overlaps.
   *
   * @param sent what each meter sends; not changed.
   * @param byteNanos how long a byte takes.
   * @return bursts that do not overlap, the earliest first.
   */
  static List<Burst> of(List<Burst> sent, long byteNanos) {
    List<Burst> ordered = new ArrayList<>(sent);
    ordered.sort(Comparator.comparingLong(Burst::startNanos));
    List<Burst> joined = new ArrayList<>();
    for (Burst burst : ordered) {
      Burst before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (before != null && burst.startNanos() < end(before, byteNanos)) {
        joined.set(joined.size() - 1, together(before, burst, byteNanos));
      } else {
        joined.add(new Burst(burst.startNanos(), burst.bytes().clone()));
      }
    }
    return joined;
  }

  private static long end(Burst burst, long byteNanos) {
    return burst.startNanos() + burst.bytes().length * byteNanos;
  }

  private static Burst together(Burst first, Burst second, long byteNanos) {
    int late = (int) ((second.startNanos() - first.startNanos()) / byteNanos);
    byte[] one = first.bytes();
    byte[] other = second.bytes();
    if (late == 0 && Arrays.equals(one, other)) {
      return first;
    }
    byte[] both = Arrays.copyOf(one, Math.max(one.length, late + other.length));
    for (int i = 0; i < other.length; i++) {
      both[late + i] = (byte) (late + i < one.length ? one[late + i] & other[i] : other[i]);
    }
    both[one.length - 1] &= ~END;
    both[late + other.length - 1] &= ~END;
    return new Burst(first.startNanos(), both);
  }
}
