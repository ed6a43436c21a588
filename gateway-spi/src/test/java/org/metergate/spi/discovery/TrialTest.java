// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.discovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metergate.spi.link.LineSettings;

class TrialTest {
  private static final LineSettings LINE = LineSettings.eightNone(2400);
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void isEqualToATrialThatAsksTheSameBytes() {
    Trial trial = new Trial(LINE, false, new byte[] {1, 2}, SECOND);
    assertEquals(trial, new Trial(LINE, false, new byte[] {1, 2}, SECOND));
    assertEquals(trial.hashCode(), new Trial(LINE, false, new byte[] {1, 2}, SECOND).hashCode());
    assertNotEquals(trial, new Trial(LINE, false, new byte[] {1, 3}, SECOND));
    assertNotEquals(trial, Trial.listening(LINE, false, SECOND));
  }

  @Test
  void keepsItsQuestionWhateverTheCallerDoesWithTheArray() {
    byte[] question = {1, 2};
    Trial trial = new Trial(LINE, true, question, SECOND);
    question[0] = 9;
    trial.question()[1] = 9;
    assertArrayEquals(new byte[] {1, 2}, trial.question());
  }

  @Test
  void refusesAQuestionThatIsTooLongAndATimeWithoutListening() {
    assertThrows(
        IllegalArgumentException.class, () -> new Trial(LINE, false, new byte[65], SECOND));
    assertThrows(IllegalArgumentException.class, () -> Trial.listening(LINE, false, Duration.ZERO));
  }

  @Test
  void aMatchDoesNotChangeWithTheMapOfItsMaker() {
    Map<String, String> options = new HashMap<>(Map.of("supply", "battery"));
    Match match = new Match(Certainty.CERTAIN, "4711", options, List.of());
    options.clear();
    assertEquals(Map.of("supply", "battery"), match.options());
    assertThrows(UnsupportedOperationException.class, () -> match.options().put("a", "b"));
  }
}
