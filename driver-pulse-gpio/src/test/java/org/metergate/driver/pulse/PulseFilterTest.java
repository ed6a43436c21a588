// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PulseFilterTest {
  private static final long MS = Duration.ofMillis(1).toNanos();
  private static final long BEGIN = Long.MAX_VALUE - 50 * MS; // the clock overflows soon

  private final PulseFilter filter = new PulseFilter(PulseTimes.S0, false, BEGIN);
  private boolean level;
  private long clock = BEGIN;

  /** The line stays unchanged for a number of milliseconds, then changes. */
  private void after(double millis) {
    after(filter, millis);
  }

  private void after(PulseFilter of, double millis) {
    clock += (long) (millis * MS);
    level = !level;
    of.edge(level, clock);
  }

  private void rest(double millis) {
    clock += (long) (millis * MS);
    filter.quiet(clock);
  }

  @Test
  void countsPulsesOf29MillisecondsAtTheirBeginning() {
    for (int i = 1; i <= 1000; i++) {
      after(29);
      long begin = clock;
      after(29);
      assertEquals(i, filter.pulses());
      assertEquals(begin, filter.lastPulse());
    }
    assertEquals(0, filter.dropped());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.000_001, 0.1, 0.999, 1, 5, 9.9})
  void neverCountsAShortSpike(double spike) {
    rest(20);
    for (int i = 0; i < 1000; i++) {
      after(20);
      after(spike);
    }
    rest(20);
    assertEquals(0, filter.pulses());
    assertEquals(1000, filter.dropped());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.999, 1, 5, 9.9})
  void aSpikeToIdleNeitherEndsNorDoublesAPulse(double spike) {
    rest(20);
    after(20);
    after(15);
    after(spike);
    after(15);
    rest(20);
    assertEquals(1, filter.pulses());
    assertEquals(1, filter.dropped());
  }

  @Test
  void aGlitchEarlyInAPulseDoesNotMakeItTooShort() {
    rest(20);
    after(20);
    after(9.5);
    after(0.5);
    after(9.5);
    rest(20);
    assertEquals(1, filter.pulses());
    assertEquals(1, filter.dropped());
  }

  @Test
  void countsAPulseBeforeItEnds() {
    rest(20);
    after(1);
    rest(9.9);
    assertEquals(0, filter.pulses());
    assertTrue(filter.begun());
    rest(0.1);
    assertEquals(1, filter.pulses());
    assertFalse(filter.begun());
    rest(1_000_000_000); // a wheel that stopped with its contact closed
    assertEquals(1, filter.pulses());
  }

  @Test
  void aStartInsideAPulseCountsOnlyTheNext() {
    level = true;
    PulseFilter inside = new PulseFilter(PulseTimes.S0, true, BEGIN);
    after(inside, 500);
    assertEquals(0, inside.pulses());
    after(inside, 30);
    after(inside, 30);
    assertEquals(1, inside.pulses());
  }

  @Test
  void aStartBetweenTheStrokesOfAPulseThatWasCountedDoesNotCountItAgain() {
    after(5);
    rest(50);
    assertEquals(0, filter.pulses());
  }

  @Test
  void bounceOfAReedCountsOnceHoweverItStrikes() {
    SplittableRandom random = new SplittableRandom(7);
    PulseFilter reed = new PulseFilter(PulseTimes.REED, false, BEGIN);
    clock += 500 * MS;
    for (int i = 1; i <= 2000; i++) {
      after(reed, 300);
      long closed = clock + 10 * MS;
      while (clock < closed || !level) {
        after(reed, 0.1 + random.nextDouble(3));
      }
      clock += 500 * MS;
      long open = clock + 250 * MS;
      while (clock < open || level) {
        after(reed, 0.1 + random.nextDouble(level ? 25 : 100));
      }
      reed.quiet(clock + 200 * MS);
      clock += 200 * MS;
      assertEquals(i, reed.pulses());
    }
  }

  @Test
  void theSameEdgeTwiceIsALostSpikeAndNoPulse() {
    rest(20);
    after(1);
    clock += 15 * MS;
    filter.edge(true, clock);
    rest(20);
    assertEquals(1, filter.pulses());
    assertEquals(1, filter.doubled());
  }

  @Test
  void goesOnBehindAGapWithTheLevelThatTheLineHasThen() {
    rest(20);
    after(1);
    rest(15);
    filter.resume(true, clock + 1000 * MS);
    clock += 1000 * MS;
    rest(100);
    assertEquals(1, filter.pulses(), "active before and behind: whether it paused is not known");
    filter.resume(false, clock);
    level = false;
    rest(20);
    filter.resume(true, clock + 1000 * MS);
    clock += 1000 * MS;
    rest(20);
    assertEquals(2, filter.pulses(), "idle before and active behind: a pulse began");
  }

  @Test
  void anEdgeThatSeemsToComeEarlierThanTheLastComesWithIt() {
    rest(20);
    after(1);
    filter.edge(false, clock - 5 * MS);
    filter.edge(true, clock - 6 * MS);
    rest(20);
    assertEquals(1, filter.pulses());
  }

  @Test
  void saysWhenItWillSettle() {
    assertEquals(10 * MS, filter.nanosToSettle(BEGIN));
    rest(20);
    assertEquals(Long.MAX_VALUE, filter.nanosToSettle(clock));
    after(1);
    assertEquals(8 * MS, filter.nanosToSettle(clock + 2 * MS));
    assertEquals(0, filter.nanosToSettle(clock + 20 * MS));
  }
}
