// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScaleTest {
  private static Scale of(String low, String high) {
    return Scale.of(new BigDecimal(low), new BigDecimal(high), 5);
  }

  private static List<String> marks(String low, String high) {
    return of(low, high).marks().stream().map(Numbers::grouped).toList();
  }

  @Test
  void marksAreRound() {
    assertEquals(List.of("0", "1", "2", "3", "4", "5"), marks("0", "4.7"));
    assertEquals(List.of("0.0", "0.2", "0.4", "0.6", "0.8", "1.0"), marks("0", "0.91"));
    assertEquals(List.of("−20", "0", "20", "40", "60"), marks("-17", "42"));
    assertEquals(List.of("0", "5\u202F000", "10\u202F000", "15\u202F000"), marks("0", "14999"));
    assertEquals(List.of("225", "226", "227", "228", "229"), marks("225.1", "228.9"));
  }

  @Test
  void holdsAllNumbersBetweenAFewMarks() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      int decimals = random.nextInt(12) - 5;
      BigDecimal a = BigDecimal.valueOf(random.nextInt(), decimals);
      BigDecimal b = BigDecimal.valueOf(random.nextInt(), decimals + random.nextInt(3));
      Scale scale = Scale.of(a.min(b), a.max(b), 5);
      assertTrue(scale.low().compareTo(a.min(b)) <= 0, a + " " + b);
      assertTrue(scale.high().compareTo(a.max(b)) >= 0, a + " " + b);
      int marks = scale.marks().size();
      assertTrue(marks >= 2 && marks <= 8, a + " to " + b + ": " + scale.marks());
    }
  }

  @Test
  void equalNumbersHaveRoomAroundThem() {
    assertEquals(0, of("0", "0").low().signum());
    assertTrue(of("230", "230").high().compareTo(new BigDecimal("230")) > 0);
    assertTrue(of("-5", "-5").low().compareTo(new BigDecimal("-5")) < 0);
  }
}
