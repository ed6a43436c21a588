// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.pulse;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.metergate.emulator.house.SeededNoise;
import org.metergate.spi.link.Edge;

/**
 * The pulses of one line, one after another without end. A reed contact bounces for 10 ms when it
 * closes and for 250 ms when it opens; while it bounces it is open for less than 40 ms and closed
 * for less than 10 ms at a time. An electronic output does not bounce; its pauses are at least as
 * long as its pulses.
 */
final class PulseTrain {
  private static final long MILLI = Duration.ofMillis(1).toNanos();
  private static final long CLOSING = 10 * MILLI;
  private static final long OPENING = 250 * MILLI;
  private static final int STRETCH = 20;

  /** The rate stays the same for this many pulses, then changes. */
  private static final int PULSES_PER_RATE = 50;

  private final PulseSettings settings;
  private final int line;
  private final SplittableRandom random;
  private final Deque<Edge> edges = new ArrayDeque<>();
  private long clock;
  private long attempts;
  private long pulses;
  private double rate;

  PulseTrain(PulseSettings settings, int line, long nanos) {
    this.settings = settings;
    this.line = line;
    this.random = SeededNoise.at(settings.seed(), line);
    this.clock = nanos;
  }

  /** Returns the next edge without removing it; null after the last pulse. */
  Edge peek() {
    while (edges.isEmpty() && (settings.max() == 0 || pulses < settings.max())) {
      pulse();
    }
    return edges.peek();
  }

  Edge take() {
    peek();
    return edges.remove();
  }

  /** Returns how many pulses were produced, including the one whose edges are being taken. */
  long pulses() {
    return pulses;
  }

  private void pulse() {
    if (attempts++ % PULSES_PER_RATE == 0) {
      rate = settings.rate() * (0.2 + 0.8 * random.nextDouble());
    }
    long length = settings.length().toNanos();
    clock += pause(length);
    if (random.nextDouble() < settings.missingRate()) {
      clock += length;
      return;
    }
    pulses++;
    long active = random.nextDouble() < settings.stretchRate() ? length * STRETCH : length;
    long end = clock + active;
    if (settings.reed()) {
      bounce(clock + CLOSING, 3 * MILLI, 2 * MILLI);
    }
    edge(true);
    glitch(end - clock);
    clock = end;
    if (settings.reed()) {
      bounce(clock + OPENING, 10 * MILLI, 40 * MILLI);
    }
    edge(false);
  }

  /**
   * The pause between two pulses: what the rate leaves, including the bounce at least the length of
   * a pulse.
   */
  private long pause(long length) {
    long period = (long) (1e9 / rate * (0.95 + 0.1 * random.nextDouble()));
    long bounce = settings.reed() ? OPENING : 0;
    long pause = Math.max(length - bounce, period - length - bounce);
    glitch(pause);
    return pause;
  }

  /** A spike of up to 1 ms somewhere in an interval that begins now. */
  private void glitch(long interval) {
    if (settings.glitchRate() > 0 && random.nextDouble() < settings.glitchRate()) {
      long spike = 1 + random.nextLong(MILLI);
      if (interval > 6 * MILLI) {
        long before = clock;
        boolean level = !edges.isEmpty() && edges.peekLast().level();
        clock += 2 * MILLI + random.nextLong(interval - 4 * MILLI);
        edge(!level);
        clock += spike;
        edge(level);
        clock = before;
      }
    }
  }

  /** Bounces from active to idle and back, up to a time. */
  private void bounce(long until, long longestActive, long longestIdle) {
    while (clock < until) {
      edge(true);
      clock += 1 + random.nextLong(longestActive);
      edge(false);
      clock += 1 + random.nextLong(longestIdle);
    }
  }

  private void edge(boolean level) {
    if (edges.isEmpty() || edges.peekLast().level() != level) {
      edges.add(new Edge(line, level, clock, Edge.UNNUMBERED));
    }
  }
}
