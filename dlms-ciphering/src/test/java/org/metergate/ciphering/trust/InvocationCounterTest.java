// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.ciphering.trust.InvocationCounter.Verdict;

class InvocationCounterTest {
  private static final long TITLE = 0x4B414D4500BC614EL;
  private static final long OTHER = 0x4B414D4500BC614FL;

  private final InvocationCounter counter = new InvocationCounter();

  @Test
  void takesRisingCounts() {
    assertEquals(Verdict.NEW, judge(5, true));
    assertEquals(Verdict.NEW, judge(6, true));
    assertEquals(Verdict.NEW, judge(0xFFFFFFFFL, true));
  }

  @Test
  void tellsARepetitionFromAReusedCount() {
    judge(5, true);
    assertEquals(Verdict.REPEATED, counter.judge(TITLE, 5, 5, true));
    assertEquals(Verdict.REUSED, counter.judge(TITLE, 5, 99, true));
  }

  @Test
  void believesAProvenStepBackAndGoesOnFromThere() {
    judge(5000, true);
    assertEquals(Verdict.STEPPED_BACK, judge(1, true));
    assertEquals(Verdict.NEW, judge(2, true));
  }

  @Test
  void believesAnUnprovenStepBackOnlyWhenItGoesOnRising() {
    judge(5000, false);
    assertEquals(Verdict.OLD, judge(100, false));
    assertEquals(Verdict.OLD, judge(100, false));
    assertEquals(Verdict.OLD, judge(101, false));
    assertEquals(Verdict.STEPPED_BACK, judge(102, false));
    assertEquals(Verdict.NEW, judge(103, false));
  }

  @Test
  void beginsAnewWithAnotherMeter() {
    judge(5000, true);
    assertEquals(Verdict.NEW_METER, counter.judge(OTHER, 3, 3, true));
    assertEquals(Verdict.NEW, counter.judge(OTHER, 4, 4, true));
  }

  @Test
  void remembersThroughARestart() {
    counter.restore(InvocationCounter.text("4B414D4500BC614E", 5000));
    assertEquals(Verdict.REPEATED, judge(5000, true));
    assertEquals(Verdict.NEW, judge(5001, true));
    counter.restore(InvocationCounter.text("4B414D4500BC614E", 9000));
    assertEquals(Verdict.NEW, judge(5002, true), "what is in memory is newer than what was stored");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5000", "4B414D4500BC614E", "4B414D4500BC614E x", "zz 5"})
  void passesOverAMemoryThatIsNone(String text) {
    counter.restore(text);
    assertEquals(Verdict.NEW, judge(1, true));
  }

  @Test
  void countsWhatWasLost() {
    assertEquals(0, counter.lost(TITLE, 100), "what was before the first is unknown");
    assertEquals(0, counter.lost(TITLE, 101));
    assertEquals(3, counter.lost(TITLE, 105));
    assertEquals(0, counter.lost(TITLE, 105));
    assertEquals(
        0, counter.lost(TITLE, 7), "a count that started again lost nothing that is known");
    assertEquals(1, counter.lost(TITLE, 9));
    assertEquals(0, counter.lost(OTHER, 500), "another meter");
  }

  private Verdict judge(long count, boolean proven) {
    return counter.judge(TITLE, count, count, proven);
  }
}
