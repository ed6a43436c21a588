// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.driver.mbus.CollidingBus.Line;

/** The scan of buses whose meters have another speed, several, or all. */
class ScanOfSpeedsTest extends ScanScene {
  @ParameterizedTest
  @CsvSource({"300", "9600"})
  void anotherSpeedIsTriedWhereNobodyAnswers(int baud) throws Exception {
    bus = bus(baud, Line.GOOD);
    bus.add(17, kamstrup("10000001"), "");
    bus.add(18, kamstrup("20000001"), "");
    assertEquals(
        Map.of(
            "10000001", "{address=17, speed=" + baud + "}",
            "20000001", "{address=18, speed=" + baud + "}"),
        scan());
    takesAtMost(310, 9.3);
  }

  @Test
  void metersOfSeveralSpeedsOnOneBusAreAllFound() throws Exception {
    Map<String, String> expected = add(20);
    bus.add(0, kamstrup("30000001"), "").at(300);
    bus.add(0, kamstrup("30000002"), "").at(300);
    bus.add(251, kamstrup("96000001"), "").at(9600);
    expected.put("30000001", "{secondary=" + kamstrup("30000001") + ", speed=300}");
    expected.put("30000002", "{secondary=" + kamstrup("30000002") + ", speed=300}");
    expected.put("96000001", "{secondary=" + kamstrup("96000001") + ", speed=9600}");
    assertEquals(expected, scan());
  }

  /** MULTICAL 603 and flowIQ find the speed of a question themselves. */
  @ParameterizedTest
  @CsvSource({"1, 3", "5, 6", "60, 3.2"})
  void metersThatAnswerAtAllSpeedsAreFoundOnceAndCostMinutes(int count, double minutes)
      throws Exception {
    Map<String, String> expected = add(count, 300, 2400, 9600);
    assertEquals(expected, scan());
    double afterLast = time.nanos() / 60e9 - lastFound;
    assertTrue(afterLast <= minutes, afterLast + " min after the last meter");
  }

  @Test
  void aMeterOfAnotherSpeedIsFoundAmongFewThatAnswerAtAllSpeeds() throws Exception {
    Map<String, String> expected = add(4, 300, 2400, 9600);
    bus.add(0, kamstrup("30000001"), "").at(300);
    expected.put("30000001", "{secondary=" + kamstrup("30000001") + ", speed=300}");
    assertEquals(expected, scan());
  }

  /** A serial server keeps its own speed: the same meters would answer at each. */
  @Test
  void behindAServerThatSetsTheSpeedNoOtherIsTried() throws Exception {
    bus.behindServer();
    Map<String, String> expected = add(5);
    assertEquals(expected, scan());
    assertTrue(time.nanos() / 60e9 <= 3.5, time.nanos() / 60e9 + " min");
  }
}
