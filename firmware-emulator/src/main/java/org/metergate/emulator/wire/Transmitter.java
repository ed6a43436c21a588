// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LineSettings.Parity;

/**
 * Turns bytes into levels: start bit low, data bits with the lowest first, parity bit, stop bits
 * high. Bursts that overlap are sent one after another. One thread.
 */
public final class Transmitter implements Signal {
  private static final double SECOND = 1e9;

  private final LineSettings settings;
  private final double bit; // nanoseconds
  private final Deque<Burst> bursts = new ArrayDeque<>();
  private final long[] changes = new long[16]; // of the byte on its way
  private int count;
  private int next;
  private int sent; // bytes of the first burst whose changes are known
  private boolean level = true;
  private double free = Long.MIN_VALUE / 2.0; // when the last burst ends

  private record Burst(double start, byte[] bytes) {}

  /**
   * Creates a sender at rest.
   *
   * @param settings speed and framing.
   * @param errorPercent by how much it is faster than the speed says; negative for slower.
   */
  public Transmitter(LineSettings settings, double errorPercent) {
    this.settings = settings;
    this.bit = bitNanos(settings, errorPercent);
  }

  /** Returns how long a bit takes, nanoseconds. */
  static double bitNanos(LineSettings settings, double errorPercent) {
    return SECOND / (settings.baud() * (1 + errorPercent / 100));
  }

  /**
   * Sends bytes without a pause between them.
   *
   * @param nanos when the first start bit begins, unless the line is still busy then.
   * @param bytes not copied.
   * @return when the last stop bit ends.
   */
  public long send(long nanos, byte[] bytes) {
    double start = Math.max(nanos, free);
    free = start + bytes.length * byteBits() * bit;
    bursts.add(new Burst(start, bytes));
    prepare();
    return (long) Math.ceil(free);
  }

  /** Forgets what was not begun; the byte on its way is still sent to its end. */
  void abandon() {
    if (!bursts.isEmpty()) {
      free = bursts.peek().start() + sent * byteBits() * bit;
    }
    bursts.clear();
    sent = 0;
  }

  private int byteBits() {
    int parity = settings.parity() == Parity.NONE ? 0 : 1;
    return 1 + settings.dataBits() + parity + settings.stopBits();
  }

  @Override
  public boolean level() {
    return level;
  }

  @Override
  public long nextNanos() {
    return next < count ? changes[next] : Long.MAX_VALUE;
  }

  @Override
  public void advance(long nanos) {
    while (nextNanos() <= nanos) {
      level = !level;
      next++;
      prepare();
    }
  }

  /** Determines the changes of the next byte once those of the last one are used up. */
  private void prepare() {
    if (next < count) {
      return;
    }
    while (!bursts.isEmpty() && sent == bursts.peek().bytes().length) {
      bursts.remove();
      sent = 0;
    }
    if (bursts.isEmpty()) {
      return;
    }
    Burst burst = bursts.peek();
    double start = burst.start() + sent * byteBits() * bit;
    long bits = bits(burst.bytes()[sent++] & 0xFF);
    count = 0;
    next = 0;
    int before = 1;
    for (int i = 0; i < byteBits(); i++) {
      int now = (int) (bits >> i & 1);
      if (now != before) {
        changes[count++] = Math.round(start + i * bit);
      }
      before = now;
    }
  }

  /** Returns the levels of a byte, the first in the lowest bit. */
  private long bits(int value) {
    int data = value & (1 << settings.dataBits()) - 1;
    long bits = (long) data << 1;
    int at = 1 + settings.dataBits();
    if (settings.parity() != Parity.NONE) {
      bits |= (long) parityBit(data, settings.parity()) << at++;
    }
    return bits | (settings.stopBits() == 2 ? 3L : 1L) << at;
  }

  /** Returns the parity bit that belongs to data. */
  static int parityBit(int data, Parity parity) {
    int odd = Integer.bitCount(data) & 1;
    return switch (parity) {
      case EVEN -> odd;
      case ODD -> 1 - odd;
      case MARK -> 1;
      case NONE, SPACE -> 0;
    };
  }
}
