// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.wire;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Collects characters into packets as an adapter does, and writes them as the program reads them.
 */
final class Packets {
  private static final int LARGEST = 62; // an FTDI's USB packet without its two bytes of status
  private static final int FF = 0xFF;

  private final Adapter adapter;
  private final SplittableRandom random;
  private final List<Received> open = new ArrayList<>();
  private final Deque<byte[]> ready = new ArrayDeque<>();
  private int taken; // of the first one

  Packets(Adapter adapter) {
    this.adapter = adapter;
    this.random = new SplittableRandom(adapter.seed());
  }

  void add(Received received) {
    if (random.nextDouble() < adapter.loseRate()) {
      return;
    }
    open.add(received);
    if (open.size() == LARGEST || adapter.latency().isZero()) {
      handOver();
    }
  }

  /** Returns when the open packet is handed over. */
  long nextNanos() {
    return open.isEmpty() ? Long.MAX_VALUE : open.get(0).nanos() + adapter.latency().toNanos();
  }

  /** Hands the open packet over when its time has come. */
  void advance(long nanos) {
    if (nextNanos() <= nanos) {
      handOver();
    }
  }

  private void handOver() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean any = open.stream().anyMatch(r -> r.damage() != Received.Damage.NONE);
    boolean all = any && adapter.marks() == Adapter.Marks.EACH_PACKET;
    for (Received received : open) {
      write(received, all || received.damage() != Received.Damage.NONE, out);
    }
    open.clear();
    if (out.size() > 0) {
      ready.add(out.toByteArray());
    }
  }

  private void write(Received received, boolean damaged, ByteArrayOutputStream out) {
    if (adapter.marked() && damaged) {
      out.write(FF);
      out.write(0);
    } else if (adapter.marked() && received.value() == FF) {
      out.write(FF);
    }
    out.write(received.value());
  }

  boolean isReady() {
    return !ready.isEmpty();
  }

  int take(byte[] into) {
    int count = 0;
    while (!ready.isEmpty() && count < into.length) {
      byte[] first = ready.peek();
      int part = Math.min(first.length - taken, into.length - count);
      System.arraycopy(first, taken, into, count, part);
      count += part;
      taken += part;
      if (taken == first.length) {
        ready.remove();
        taken = 0;
      }
    }
    return count;
  }

  void discard() {
    open.clear();
    ready.clear();
    taken = 0;
  }
}
