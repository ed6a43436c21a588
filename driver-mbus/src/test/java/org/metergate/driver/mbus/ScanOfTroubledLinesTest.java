// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.driver.mbus.CollidingBus.Line;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.link.LinkLostException;

/** The scan of lines that disturb, return what is sent, or are lost. */
class ScanOfTroubledLinesTest extends ScanScene {
  @ParameterizedTest
  @EnumSource(
      value = Line.class,
      names = {"GOOD", "ECHO", "NOISY", "NEVER_QUIET", "COLLISIONS"})
  void withoutAMeterNoneIsFoundAndTheScanEnds(Line line) throws Exception {
    bus = bus(2400, line);
    assertEquals(Map.of(), scan());
    takesAtMost(520, 8.4);
    assertEquals(line == Line.NEVER_QUIET ? Set.of(2400) : Set.of(2400, 300, 9600), bus.speeds());
  }

  @Test
  void theEchoOfTheQuestionsIsNoMeter() throws Exception {
    bus = bus(2400, Line.ECHO);
    assertEquals(add(20), scan());
  }

  /** A meter may be missed then, but none is made up, and none gets the address of another. */
  @ParameterizedTest
  @ValueSource(ints = {20_000, 4_000, 1_000, 200})
  void aDisturbedLineGivesNoWrongMeter(int oneByteIn) throws Exception {
    Map<String, String> expected = add(20);
    bus.disturb(new Random(oneByteIn), oneByteIn);
    run();
    Map<String, String> found = new TreeMap<>();
    for (Match match : matches) {
      String number = match.identifier();
      String options = match.options().toString();
      if (match.certainty() == Certainty.LIKELY) {
        assertTrue(expected.containsValue(options), options);
        continue;
      }
      assertNull(found.put(number, options), number);
      assertTrue(
          options.equals(expected.get(number))
              || options.equals("{secondary=" + kamstrup(number) + "}")
                  && expected.containsKey(number),
          number + " " + options);
    }
    assertTrue(oneByteIn < 1_000 || found.size() >= 19, found.size() + " meters");
    takesAtMost(3000, 25);
  }

  @Test
  void whatWasFoundUntilTheLinkWasLostRemains() {
    add(60);
    bus.loseAfter(Duration.ofMinutes(2));
    assertThrows(LinkLostException.class, this::scan);
    assertTrue(found().size() > 5, found().toString());
  }

  @Test
  void whatAnswersButCannotBeReadRemainsToo() {
    bus.add(17, kamstrup("10000001"), "").mute();
    bus.add(18, kamstrup("20000002"), "");
    bus.loseAfter(Duration.ofMinutes(1));
    assertThrows(LinkLostException.class, this::scan);
    assertEquals(Map.of("", "{address=17}", "20000002", "{address=18}"), found());
    assertEquals(List.of(""), likely());
  }

  @Test
  void whatWasFoundUntilAnInterruptionRemains() {
    add(3);
    assertThrows(
        InterruptedException.class,
        () -> new MbusScan(bus, time, collecting(() -> Thread.currentThread().interrupt())).run());
    assertEquals(1, matches.size());
  }
}
