// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.metergate.config.AlarmConfig.When;
import org.metergate.health.ActiveFinding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;

class WhatIsReportedTest {
  private static final FindingCode WITHOUT_KEY = new FindingCode("no-key", Stage.LIST, Kind.FAULT);

  private final Scene scene = new Scene();

  private static Duration minutes(int count) {
    return Duration.ofMinutes(count);
  }

  @BeforeEach
  void addMeters() throws Exception {
    scene.heard.put("heat", null);
    scene.heard.put("water", null);
    scene.outputs.add("home");
    assertEquals(List.of(), scene.pass(minutes(10), "heat", "water"));
  }

  @Test
  void tellsOfASilentMeterAfterItsTimeAndWhenItSendsAgain() throws Exception {
    assertEquals(List.of(), scene.pass(minutes(29), "water"));
    assertEquals(
        List.of("40 begin silent-heat: No reading has come for 30 min."),
        scene.pass(minutes(90), "water"));
    assertEquals(
        List.of("129 end silent-heat: Readings come again, after 119 min."),
        scene.pass(minutes(90), "heat", "water"));
  }

  @Test
  void tellsOneMessageForAMeterWhoseCableIsPulled() throws Exception {
    scene.unplug("heat");
    List<String> reported = scene.pass(minutes(200), "water");
    assertEquals(1, reported.size(), reported.toString());
    assertTrue(
        reported.get(0).startsWith("40 begin silent-heat: No reading has come for 30 min. "));
  }

  @Test
  void tellsOfAFaultOfAMeterThatStillSends() throws Exception {
    scene.faults.put("heat", scene.since(WITHOUT_KEY));
    List<String> reported = scene.pass(minutes(5), "heat", "water");
    assertEquals(1, reported.size(), reported.toString());
    assertTrue(reported.get(0).startsWith("11 begin fault-heat: "), reported.get(0));
    scene.faults.clear();
    assertEquals(
        List.of("15 end fault-heat: All is well again, after 5 min."),
        scene.pass(minutes(5), "heat", "water"));
  }

  @Test
  void saysNothingOfWhatIsOverWithinAMinute() throws Exception {
    for (int i = 0; i < 50; i++) {
      scene.faults.put("heat", scene.since(WITHOUT_KEY));
      scene.journal.add(scene.since(Scene.DISK));
      assertEquals(List.of(), scene.pass(Duration.ofSeconds(50), "heat", "water"));
      scene.faults.clear();
      scene.journal.clear();
      assertEquals(List.of(), scene.pass(Duration.ofSeconds(20), "heat", "water"));
    }
  }

  @Test
  void tellsOfTheJournalOnceHoweverManyMetersReportIt() throws Exception {
    scene.journal.add(scene.since(Scene.DISK));
    scene.faults.put("heat", scene.since(Scene.DISK));
    scene.faults.put("water", scene.since(Scene.DISK));
    List<String> reported = scene.pass(minutes(5), "heat", "water");
    assertEquals(1, reported.size(), reported.toString());
    assertTrue(reported.get(0).startsWith("11 begin fault-: "), reported.get(0));
  }

  @Test
  void tellsOfAnOutputThatIsBehind() throws Exception {
    scene.behind.add("home");
    assertEquals(
        List.of("10 begin behind-home: Readings have been waiting for 90 s."),
        scene.pass(minutes(3), "heat", "water"));
    scene.behind.clear();
    assertEquals(
        List.of("13 end behind-home: Readings are delivered in time again, after 4 min."),
        scene.pass(minutes(3), "heat", "water"));
  }

  @Test
  void tellsOnlyWhatIsWanted() throws Exception {
    scene.watch(new When(Optional.of(Set.of("water")), minutes(30), false, Optional.of(Set.of())));
    scene.behind.add("home");
    scene.journal.add(scene.since(Scene.DISK));
    assertEquals(List.of(), scene.pass(minutes(100), "water"));
    assertEquals(1, scene.pass(minutes(31), "heat").size());
  }

  @Test
  void aMeterWhoseSilenceIsNotWatchedIsAFaultWhenHealthSaysSo() throws Exception {
    scene.watch(new When(Optional.of(Set.of()), minutes(30), true, Optional.of(Set.of())));
    List<String> reported = scene.pass(minutes(10), "water");
    assertEquals(1, reported.size(), reported.toString());
    assertTrue(reported.get(0).contains("begin fault-heat"), reported.get(0));
  }

  @Test
  void aMeterThatSendsRarelyIsNotSilentBetweenItsReadings() throws Exception {
    scene.every = Duration.ofHours(1);
    for (int hour = 0; hour < 5; hour++) {
      assertEquals(List.of(), scene.pass(minutes(59)));
      assertEquals(List.of(), scene.pass(minutes(1), "heat", "water"));
    }
    List<String> reported = scene.pass(Duration.ofHours(4), "water");
    assertEquals(1, reported.size(), reported.toString());
  }

  @Test
  void aRestartNeitherEndsNorRepeatsWhatWasReported() throws Exception {
    scene.journal.add(scene.since(Scene.DISK));
    scene.behind.add("home");
    assertEquals(3, scene.pass(minutes(40), "water").size());
    List<ActiveFinding> disk = List.copyOf(scene.journal);
    scene.restart();
    scene.journal.clear();
    assertEquals(List.of(), scene.pass(Duration.ofSeconds(50), "water"), "not yet found again");
    scene.journal.addAll(disk);
    assertEquals(List.of(), scene.pass(minutes(100), "water"));
    scene.journal.clear();
    scene.behind.clear();
    assertEquals(3, scene.pass(minutes(2), "heat", "water").size());
  }
}
