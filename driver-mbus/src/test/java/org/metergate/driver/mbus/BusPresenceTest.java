// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How rarely a silent meter is asked, and who is asked to decide about the bus. */
class BusPresenceTest {

  /** Two meters with an interval of minutes; the first has missed some readouts, the last at 0. */
  private static BusPresence silent(int missed, int minutes) {
    Duration interval = Duration.ofMinutes(minutes);
    BusPresence presence = new BusPresence(Map.of("silent", interval, "other", interval));
    for (int i = missed - 1; i >= 0; i--) {
      presence.asked("silent", Outcome.SILENT, -interval.multipliedBy(i).toNanos());
    }
    presence.asked("other", Outcome.READ, 0);
    return presence;
  }

  private static boolean isLeftOut(BusPresence presence, double minute) {
    return presence.isLeftOut("silent", Math.round(minute * 60e9));
  }

  /** Of the time to wait, an eighth of the interval is tolerance. */
  @Test
  void aSilentMeterIsAskedEveryFifthTimeButWithinHalfAnHourOrItsInterval() {
    Map<Integer, Double> waits =
        Map.of(
            4, 20 - 0.5, // five times
            6, 30 - 0.75,
            10, 30 - 1.25, // half an hour
            60, 60 - 7.5, // each time
            240, 240 - 30.0);
    waits.forEach(
        (interval, wait) -> {
          BusPresence presence = silent(3, interval);
          assertTrue(isLeftOut(presence, wait - 0.01), interval + " min, before " + wait);
          assertFalse(isLeftOut(presence, wait), interval + " min, after " + wait);
        });
  }

  @Test
  void aMeterIsLeftOutAfterThreeMissedReadoutsWhileOthersAnswer() {
    assertFalse(isLeftOut(silent(2, 10), 10));
    BusPresence presence = silent(3, 10);
    assertTrue(isLeftOut(presence, 10));
    presence.asked("other", Outcome.SILENT, 0);
    assertFalse(isLeftOut(presence, 10), "the bus is at fault");
    presence.asked("other", Outcome.READ, 0);
    presence.asked("silent", Outcome.HEARD, 0);
    assertFalse(isLeftOut(presence, 10), "it is back");
  }

  @Test
  void aMeterThatWasNotAskedYetNeitherAnswersNorIsSilent() {
    BusPresence presence =
        new BusPresence(Map.of("a", Duration.ofMinutes(1), "b", Duration.ofMinutes(1)));
    assertFalse(presence.answers("a"));
    assertFalse(presence.othersAnswer("b"));
    presence.asked("b", Outcome.SILENT, 0);
    assertFalse(presence.nobodyAnswers());
    assertEquals(List.of("b"), presence.missing());
    presence.asked("a", Outcome.NOISE, 0);
    assertTrue(presence.nobodyAnswers());
    presence.asked("a", Outcome.READ, 0);
    assertTrue(presence.othersAnswer("b"));
    assertFalse(presence.othersAnswer("a"), "itself is no other");
  }

  @Test
  void theMeterThatIsDueNextDecidesWhetherTheBusIsDead() {
    Map<String, Duration> intervals = new LinkedHashMap<>();
    intervals.put("hourly", Duration.ofMinutes(60));
    intervals.put("daily", Duration.ofDays(1));
    intervals.put("silent", Duration.ofMinutes(1));
    BusPresence presence = new BusPresence(intervals);
    presence.asked("silent", Outcome.SILENT, 0);
    presence.asked("hourly", Outcome.READ, 0);
    assertEquals(Optional.of("daily"), presence.witness(0), "which was not asked yet");
    presence.asked("daily", Outcome.READ, 0);
    assertEquals(Optional.of("hourly"), presence.witness(0));
    presence.asked("hourly", Outcome.READ, Duration.ofHours(23).plusMinutes(30).toNanos());
    assertEquals(
        Optional.of("daily"), presence.witness(Duration.ofHours(23).plusMinutes(31).toNanos()));
    presence.asked("daily", Outcome.SILENT, 0);
    presence.asked("hourly", Outcome.SILENT, 0);
    assertEquals(Optional.empty(), presence.witness(0));
  }

  @Test
  void damagedAnswersAreCountedUntilAnotherOutcome() {
    BusPresence presence = silent(0, 10);
    presence.asked("silent", Outcome.DAMAGED, 0);
    presence.asked("silent", Outcome.CUT, 0);
    assertEquals(2, presence.damaged("silent"));
    presence.asked("silent", Outcome.SILENT, 0);
    assertEquals(0, presence.damaged("silent"));
  }

  @Test
  void aLateAnswerCountsUntilOneInTime() {
    BusPresence presence = silent(1, 10);
    presence.answeredLate("silent");
    presence.asked("silent", Outcome.SILENT, 0);
    assertTrue(presence.isLate("silent"));
    presence.asked("silent", Outcome.READ, 0);
    assertFalse(presence.isLate("silent"));
  }
}
