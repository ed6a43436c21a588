// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.AlarmConfig;
import org.metergate.health.GatewayHealth;
import org.metergate.health.HealthAuthor;
import org.metergate.health.HealthDocument;
import org.metergate.health.HealthState;
import org.metergate.health.MessageCatalogue;

class FailingAlarmTest {
  private static final AlarmAnswer ACCEPTED = new AlarmAnswer.Accepted("ok", Optional.empty());
  private static final AlarmAnswer FAILED =
      new AlarmAnswer.Failed(AlarmFindings.BUSY.with("server", "s:1", "said", "no"), Duration.ZERO);

  @TempDir Path folder;

  private final Scene scene = new Scene();
  private final Map<String, String> memory = new HashMap<>();
  private final List<Long> attempts = new ArrayList<>();
  private final List<AlarmMessage> arrived = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private AlarmAnswer answer = ACCEPTED;
  private RuntimeException bug;
  private Alarm alarm;

  private final class Sender implements AlarmSender {
    @Override
    public int most() {
      return 2;
    }

    @Override
    public AlarmAnswer send(List<AlarmMessage> messages) {
      attempts.add(scene.time.nanos());
      if (bug != null) {
        throw bug;
      }
      if (answer == ACCEPTED) {
        arrived.addAll(messages);
      }
      return answer;
    }
  }

  @BeforeEach
  void create() throws Exception {
    AlarmConfig config = TestAlarm.config(folder, "type: url");
    AlarmMemory kept =
        new AlarmMemory() {
          @Override
          public Optional<String> get(String key) {
            return Optional.ofNullable(memory.get(key));
          }

          @Override
          public void put(String key, String text) {
            memory.put(key, text);
          }
        };
    alarm =
        new Alarm(
            "attic",
            new AlarmTypes.Planned(config, new Sender()),
            this::document,
            kept,
            (name, finding, change) -> log.add(name + " " + finding.code().id() + " " + change),
            scene.time);
    scene.heard.put("heat", null);
    scene.heard.put("water", null);
    scene.heard.put("gas", null);
    pass(Duration.ofMinutes(5), "heat", "water", "gas");
  }

  private HealthDocument document() {
    HealthDocument of = scene.document();
    GatewayHealth own =
        new GatewayHealth("attic", List.of(), List.of(), List.of(), List.of(alarm.health()));
    HealthDocument alarms = HealthAuthor.write(own, new MessageCatalogue(List.of()), of.time());
    return new HealthDocument(
        "attic",
        of.time(),
        of.well() && alarms.well(),
        of.state(),
        of.verdict(),
        of.next(),
        of.journal(),
        of.meters(),
        of.outputs(),
        alarms.alarms());
  }

  private void pass(Duration span, String... sending) throws InterruptedException {
    long end = scene.time.nanos() + span.toNanos();
    while (scene.time.nanos() < end) {
      for (String meter : sending) {
        scene.heard.put(meter, scene.time.now());
      }
      scene.time.pause(alarm.step());
    }
  }

  @Test
  void triesAgainLaterAndLaterUntilItArrivesOnce() throws Exception {
    answer = FAILED;
    pass(Duration.ofHours(10), "water", "gas");
    assertTrue(attempts.size() > 50 && attempts.size() < 250, attempts.size() + " attempts");
    assertEquals(1, alarm.health().waiting());
    answer = ACCEPTED;
    pass(Duration.ofMinutes(20), "water", "gas");
    assertEquals(1, arrived.size());
    assertEquals(0, alarm.health().waiting());
    assertEquals(List.of("alarm phone alarm-busy BEGAN", "alarm phone alarm-busy ENDED"), log);
  }

  @Test
  void isAFaultOfHealthAfterAMinuteAndTellsNothingOfItself() throws Exception {
    answer = FAILED;
    pass(Duration.ofMinutes(40), "water", "gas");
    HealthDocument document = document();
    assertFalse(document.well());
    assertEquals(HealthState.BROKEN, document.alarms().get(0).state());
    pass(Duration.ofHours(5), "heat", "water", "gas");
    answer = ACCEPTED;
    pass(Duration.ofHours(5), "heat", "water", "gas");
    assertEquals(1, arrived.size(), "the end, which replaced the beginning: " + arrived);
    assertEquals(1, arrived.get(0).suppressed());
    assertTrue(document().alarms().get(0).well());
  }

  @Test
  void anErrorInASenderIsAFindingAndNotTheEndOfTheAlarm() throws Exception {
    bug = new IllegalStateException("oops");
    pass(Duration.ofHours(1), "water", "gas");
    assertEquals("alarm-bug", alarm.health().fault().orElseThrow().finding().code().id());
    assertTrue(alarm.test("attic") instanceof AlarmAnswer.Failed);
    bug = null;
    pass(Duration.ofMinutes(10), "water", "gas");
    assertEquals(1, arrived.size());
    assertEquals(Optional.empty(), alarm.health().fault());
  }

  @Test
  void tellsAsManyAtOnceAsTheSenderTakesUntilNoneWaits() throws Exception {
    pass(Duration.ofMinutes(40));
    assertEquals(3, arrived.size());
    assertEquals(2, attempts.size());
  }

  @Test
  void aTestArrivesAtOnceAndEndsTheFault() throws Exception {
    answer = FAILED;
    assertTrue(alarm.test("attic") instanceof AlarmAnswer.Failed);
    assertTrue(alarm.health().fault().isPresent());
    answer = ACCEPTED;
    assertEquals(ACCEPTED, alarm.test("attic"));
    assertEquals(Optional.empty(), alarm.health().fault());
    assertEquals("test", arrived.get(0).event().word());
  }
}
