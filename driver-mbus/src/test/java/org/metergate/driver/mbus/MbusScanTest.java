// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.discovery.Certainty;

/** The scan of whole buses, and of meters with habits of their own. */
class MbusScanTest extends ScanScene {
  @ParameterizedTest
  @CsvSource({"1, 283, 2.45", "60, 750, 7", "250, 2200, 21.5"})
  void everyMeterIsFoundOnceWithItsAddress(int count, int questions, double minutes)
      throws Exception {
    Map<String, String> expected = add(count);
    assertEquals(expected, scan());
    assertTrue(matches.stream().allMatch(match -> match.certainty() == Certainty.CERTAIN));
    takesAtMost(questions, minutes);
  }

  @Test
  void anAnswerThatBeginsWhenAShortOneHasEndedIsNotMissed() throws Exception {
    bus.add(1, kamstrup("10000001"), "").answeringAfter(Duration.ofMillis(15));
    bus.add(2, kamstrup("20000002"), "").answeringAfter(Duration.ofMillis(180));
    assertEquals(Set.of("10000001", "20000002"), scan().keySet());
  }

  /** The standard has decimal digits there, but not all makers keep to it. */
  @Test
  void anIdentificationWithHexadecimalDigitsIsFound() throws Exception {
    bus.add(0, kamstrup("A0B1C2D3"), "");
    bus.add(0, kamstrup("A0B1C2DE"), "");
    bus.add(0, kamstrup("10000001"), "");
    bus.add(0, kamstrup("1000000C"), "");
    assertEquals(Set.of("A0B1C2D3", "A0B1C2DE", "10000001", "1000000C"), scan().keySet());
  }

  @Test
  void metersThatAcknowledgeNoResetOrKnowNoWildCardsAreFound() throws Exception {
    bus.add(17, kamstrup("10000001"), "").withoutReset();
    bus.add(18, kamstrup("10000002"), "").withoutWildCards();
    assertEquals(Map.of("10000001", "{address=17}", "10000002", "{address=18}"), scan());
  }

  @Test
  void aMeterThatKnowsNeitherIsFoundByItsData() throws Exception {
    bus.add(17, kamstrup("10000001"), "").withoutReset().withoutWildCards();
    assertEquals(Map.of("10000001", "{address=17}"), scan());
  }

  @Test
  void aBusyMeterIsFoundByItsAddressOrElseByItsNumber() throws Exception {
    bus.add(17, kamstrup("10000001"), "").busy();
    bus.add(0, kamstrup("20000002"), "").busy();
    bus.add(18, kamstrup("30000003"), "");
    assertEquals(
        Map.of("", "{address=17}", "20000002", "{secondary=20000002}", "30000003", "{address=18}"),
        scan());
  }

  @ParameterizedTest
  @ValueSource(ints = {1100, 1800, 2300})
  void aMeterThatAcknowledgesAtOnceAndSendsItsDataLateIsFound(int milliseconds) throws Exception {
    bus.add(17, kamstrup("10000001"), "").sendingAfter(Duration.ofMillis(milliseconds));
    bus.add(99, kamstrup("90000002"), "");
    assertEquals(Set.of("10000001", "90000002"), scan().keySet());
    assertEquals(List.of(), likely());
  }

  /** Five minutes between two readouts halve the life of its battery. */
  @Test
  void theIntervalSparesTheBatteryOfAMeterThatNeedsIt() throws Exception {
    bus.add(17, "100000012D2C3004", "");
    bus.add(18, "200000012D2C3504", "");
    assertEquals(
        Map.of("10000001", "{address=17, interval=1h}", "20000001", "{address=18}"), scan());
  }

  @Test
  void aMeterWithoutSelectionIsFoundByItsAddress() throws Exception {
    bus.add(17, kamstrup("10000001"), "").withoutSelection();
    bus.add(18, kamstrup("10000002"), "");
    assertEquals(Map.of("10000001", "{address=17}", "10000002", "{address=18}"), scan());
  }

  @Test
  void aMeterThatAcknowledgesAndSendsNothingIsLikely() throws Exception {
    bus.add(17, kamstrup("10000001"), "").mute();
    bus.add(18, kamstrup("20000002"), "");
    bus.add(19, kamstrup("20000003"), "");
    Map<String, String> found = scan();
    assertEquals(Set.of("10000001", "20000002", "20000003"), found.keySet());
    assertEquals("{secondary=10000001}", found.get("10000001"));
    takesAtMost(600, 5.4);
    assertEquals(List.of("10000001"), likely());
  }

  @Test
  void aMeterThatOnlyAcknowledgesIsReportedOnceAlsoWhereNoOtherAnswers() throws Exception {
    bus.add(17, kamstrup("10000001"), "").mute();
    assertEquals(Map.of("10000001", "{secondary=10000001}"), scan());
  }

  @Test
  void aMeterThatMissesTheFirstQuestionsIsFound() throws Exception {
    bus.add(17, kamstrup("10000001"), "").missing(1);
    bus.add(99, kamstrup("90000002"), "").missing(3);
    assertEquals(Set.of("10000001", "90000002"), scan().keySet());
  }

  @Test
  void anAnswerThatComesLateIsWaitedFor() throws Exception {
    bus.add(17, kamstrup("10000001"), "").answeringAfter(Duration.ofMillis(1100));
    assertEquals(Map.of("10000001", "{address=17}"), scan());
  }

  @Test
  void theProgressNeverGoesBackAndEndsAtTheEnd() throws Exception {
    add(30);
    scan();
    int before = 0;
    for (int[] step : progress) {
      assertTrue(step[0] >= before && step[0] <= step[1], step[0] + " of " + step[1]);
      before = step[0];
    }
    assertEquals(bus.questions(), before);
    assertEquals(before, progress.get(progress.size() - 1)[1]);
  }
}
