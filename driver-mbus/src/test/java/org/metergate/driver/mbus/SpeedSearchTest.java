// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.time.VirtualTime;

/** In which order the speeds of a bus are tried. */
class SpeedSearchTest {
  private final KitSession session = new KitSession(new VirtualTime(RecordingPlayer.START));
  private final SpeedSearch search = new SpeedSearch(List.of("a", "b"));

  /** Returns the speeds of so many rounds in which no meter answers, beginning with the next. */
  private List<Integer> silentRounds(int count) {
    List<Integer> speeds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      speeds.add(search.baud());
      search.unanswered("a");
      assertEquals(speeds.get(i), search.baud(), "b is not asked yet");
      search.unanswered("b");
    }
    return speeds;
  }

  @Test
  void allSpeedsAreTriedInTurnEachWithAllMeters() {
    assertEquals(List.of(2400, 300, 9600, 2400, 300), silentRounds(5));
  }

  @Test
  void aSpeedAtWhichAMeterAnsweredIsTriedThreeTimesOfFour() {
    assertEquals(List.of(2400, 300), silentRounds(2));
    search.answered(session.meter("a"), search.baud());
    assertEquals(List.of(9600, 9600, 9600, 2400, 9600, 9600, 9600, 300, 9600), silentRounds(9));
    assertEquals(1, session.count(MbusFindings.SPEED_FOUND));
  }

  @Test
  void anAnswerEndsTheRoundAndTheRowOfSilentOnes() {
    search.answered(session.meter("a"), search.baud());
    assertEquals(List.of(2400, 2400), silentRounds(2));
    search.unanswered("a");
    search.answered(session.meter("b"), search.baud());
    search.unanswered("b");
    search.unanswered("b");
    search.unanswered("a"); // of the first round after the answer
    assertEquals(List.of(2400, 2400, 300), silentRounds(3));
    assertEquals(0, session.count(MbusFindings.SPEED_FOUND), "it is the usual one");
  }

  @Test
  void aFoundSpeedIsReportedOnceAndAnotherOneAgain() {
    silentRounds(1);
    for (int i = 0; i < 3; i++) {
      search.answered(session.meter("a"), search.baud());
    }
    assertEquals(1, session.count(MbusFindings.SPEED_FOUND));
    silentRounds(7);
    assertEquals(9600, search.baud());
    search.answered(session.meter("b"), search.baud());
    assertEquals(2, session.count(MbusFindings.SPEED_FOUND));
    assertEquals(Map.of("a/speed", "300", "b/speed", "9600"), session.states());
  }

  @Test
  void theSpeedThatTheFirstConfiguredMeterRemembersIsTriedFirstAfterAStart() {
    for (List<String> meters : List.of(List.of("a", "b"), List.of("b", "a"))) {
      SpeedSearch restored = new SpeedSearch(meters);
      Map<String, String> states = Map.of("a/speed", "300", "b/speed", "9600");
      restored.restore(new KitSession(new VirtualTime(RecordingPlayer.START), states));
      assertEquals(meters.get(0).equals("a") ? 300 : 9600, restored.baud());
    }
  }

  @Test
  void aRememberedSpeedIsTakenOnceAndOnlyIfItIsOneThatIsTried() {
    for (String odd : List.of("", "1200", "fast")) {
      SpeedSearch other = new SpeedSearch(List.of("a"));
      other.restore(new KitSession(new VirtualTime(RecordingPlayer.START), Map.of("a/speed", odd)));
      assertEquals(2400, other.baud(), odd);
    }
    search.restore(session);
    Map<String, String> states = Map.of("a/speed", "300");
    search.restore(new KitSession(new VirtualTime(RecordingPlayer.START), states));
    assertEquals(2400, search.baud(), "the second session of a start");
  }

  /** A link that sets no speed is heard at any, and so is a meter that knows several. */
  @Test
  void anotherSpeedThanTheUsualOneIsDoubtfulOnceAndGivenUpForTheUsualOneWithoutAWord() {
    assertFalse(search.isDoubtful());
    silentRounds(1);
    assertTrue(search.isDoubtful());
    search.answered(session.meter("a"), 2400);
    assertFalse(search.isDoubtful());
    assertEquals(2400, search.baud());
    assertEquals(0, session.count(MbusFindings.SPEED_FOUND));
    assertEquals(Map.of("a/speed", "2400"), session.states());
    silentRounds(7);
    assertEquals(9600, search.baud());
    search.answered(session.meter("a"), 9600);
    assertFalse(search.isDoubtful());
    silentRounds(3);
    assertEquals(2400, search.baud());
    assertFalse(search.isDoubtful());
  }

  @Test
  void aRememberedSpeedIsDoubtfulToo() {
    SpeedSearch restored = new SpeedSearch(List.of("a"));
    restored.restore(
        new KitSession(new VirtualTime(RecordingPlayer.START), Map.of("a/speed", "300")));
    assertTrue(restored.isDoubtful());
  }
}
