// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metergate.faultrun.plan.Fault.Track;

class ScheduleTest {
  private static final Duration LENGTH = Duration.ofSeconds(36);

  private static Schedule of(long seed) {
    return Schedule.of(seed, LENGTH, List.of());
  }

  @Test
  void equalSeedsGiveEqualSchedulesAndOthersGiveOthers() {
    Set<String> all = new HashSet<>();
    for (long seed = 0; seed < 100; seed++) {
      assertEquals(of(seed), of(seed));
      all.add(of(seed).text());
    }
    assertEquals(100, all.size());
  }

  @Test
  void faultsOfOneTrackNeverOverlapAndEndBeforeTheRun() {
    for (long seed = 0; seed < 100; seed++) {
      Map<Track, Duration> ends = new EnumMap<>(Track.class);
      for (Step step : of(seed).steps()) {
        Duration before = ends.getOrDefault(step.fault().track(), Duration.ZERO);
        assertTrue(step.at().compareTo(before) > 0, of(seed)::text);
        ends.put(step.fault().track(), step.at().plus(step.lasts()));
      }
      assertEquals(Track.values().length, ends.size(), "every track has faults");
      ends.values().forEach(end -> assertTrue(end.compareTo(LENGTH) < 0));
    }
  }

  @Test
  void everyKindOfFaultIsDrawn() {
    Set<Class<?>> drawn = new HashSet<>();
    Set<Object> contents = new HashSet<>();
    for (long seed = 0; seed < 100; seed++) {
      for (Step step : of(seed).steps()) {
        drawn.add(step.fault().getClass());
        if (step.fault() instanceof Fault.Reload reload) {
          contents.add(reload.content());
        }
      }
    }
    for (Class<?> part : Fault.class.getPermittedSubclasses()) {
      assertTrue(drawn.containsAll(Set.of(part.getPermittedSubclasses())), part + ": " + drawn);
    }
    assertEquals(Set.of(Fault.Reload.Content.values()), contents);
  }

  @Test
  void faultsLastAsLongAsIsAsked() {
    Duration shortest = Duration.ofMinutes(14);
    Duration longest = Duration.ofMinutes(15);
    Schedule one = Schedule.of(1, Duration.ofMinutes(31), shortest, longest, List.of("Pause"));
    assertEquals(1, one.steps().size(), one::text);
    assertTrue(one.steps().get(0).lasts().compareTo(shortest) >= 0, one::text);
    assertTrue(one.steps().get(0).lasts().compareTo(longest) <= 0, one::text);
  }

  @Test
  void onlyTheChosenFaultsAreDrawn() {
    Schedule some = Schedule.of(7, LENGTH, List.of("Kill", "ServerDown"));
    assertTrue(some.steps().size() > 4, some::text);
    for (Step step : some.steps()) {
      boolean chosen =
          step.fault() instanceof Fault.Kill || step.fault() instanceof Fault.ServerDown;
      assertTrue(chosen, step.toString());
    }
    assertNotEquals(of(7), some);
  }
}
