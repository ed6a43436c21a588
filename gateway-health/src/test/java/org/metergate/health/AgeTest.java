// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AgeTest {

  @Test
  void agesAreShownInTheUnitThatFits() {
    assertEquals("0 s", Age.exact(Duration.ofSeconds(-5)));
    assertEquals("119 s", Age.exact(Duration.ofSeconds(119)));
    assertEquals("2 min", Age.exact(Duration.ofSeconds(120)));
    assertEquals("119 min", Age.exact(Duration.ofMinutes(119)));
    assertEquals("2 h", Age.exact(Duration.ofHours(2)));
    assertEquals("3 d", Age.exact(Duration.ofDays(3)));
  }

  @Test
  void coarseAgesCountInTensOfSecondsUntilTheyCountInMinutes() {
    assertEquals("9 s", Age.coarse(Duration.ofSeconds(9)));
    assertEquals("10 s", Age.coarse(Duration.ofSeconds(19)));
    assertEquals("110 s", Age.coarse(Duration.ofSeconds(119)));
    assertEquals("2 min", Age.coarse(Duration.ofSeconds(120)));
    assertEquals("2 h", Age.coarse(Duration.ofMinutes(125)));
  }
}
