// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.alarm.AlarmMessage.Event;
import org.metergate.alarm.Observation.State;
import org.metergate.alarm.Watched.Kind;

class ReportedOnceTest {
  private static final Instant START = Instant.parse("2026-01-07T13:00:00Z");
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final Watched HEAT = new Watched(Kind.SILENT, "heat");
  private static final Watched WATER = new Watched(Kind.SILENT, "water");

  /** What outlives a restart. */
  private static final class Memory implements AlarmMemory {
    private final Map<String, String> texts = new HashMap<>();

    @Override
    public Optional<String> get(String key) {
      return Optional.ofNullable(texts.get(key));
    }

    @Override
    public void put(String key, String text) {
      assertTrue(text.length() <= 200, text);
      texts.put(key, text);
    }
  }

  private final Memory memory = new Memory();
  private AlarmRules rules = new AlarmRules("attic", "phone", memory);

  private static Instant at(int minute) {
    return START.plusSeconds(60L * minute);
  }

  private void see(int minute, Watched watched, State state) {
    see(rules, minute, watched, state);
  }

  private static void see(AlarmRules rules, int minute, Watched watched, State state) {
    Observation one = new Observation(watched, state, at(minute), "It is so.", Optional.empty());
    rules.observe(List.of(one), minute * MINUTE, at(minute));
  }

  /** Returns what is reported now, in short. */
  private List<String> tell(int minute) {
    return tell(rules, minute);
  }

  private static List<String> tell(AlarmRules rules, int minute) {
    List<AlarmMessage> messages = rules.next(100);
    rules.reported(messages, minute * MINUTE, at(minute));
    return messages.stream().map(m -> m.event().word() + " " + m.suppressed()).toList();
  }

  @Test
  void tellsTheBeginningOnceAndTheEndOnce() {
    see(0, HEAT, State.OVER);
    see(1, HEAT, State.HOLDS);
    see(2, HEAT, State.HOLDS);
    assertEquals(List.of("begin 0"), tell(2));
    see(3, HEAT, State.HOLDS);
    see(4, HEAT, State.UNKNOWN);
    assertEquals(List.of(), tell(4));
    see(5, HEAT, State.OVER);
    see(6, HEAT, State.OVER);
    assertEquals(List.of("end 0"), tell(6));
  }

  @Test
  void tellsWhatWasHeldBackWhenTheHourIsOverAndHowOftenItChanged() {
    see(0, HEAT, State.HOLDS);
    see(5, HEAT, State.OVER);
    assertEquals(List.of("end 1"), tell(5), "nobody got the beginning");
    see(10, HEAT, State.HOLDS);
    see(59, HEAT, State.HOLDS);
    assertEquals(List.of(), tell(59));
    see(60, HEAT, State.HOLDS);
    assertEquals(List.of("begin 0"), tell(60));
    for (int minute = 61; minute < 100; minute += 2) {
      see(minute, HEAT, State.OVER);
      see(minute + 1, HEAT, State.HOLDS);
    }
    assertEquals(List.of("end 4"), tell(99));
  }

  @Test
  void forgetsNothingByARestartAndTellsNothingAgain() {
    see(0, HEAT, State.HOLDS);
    tell(0);
    rules = new AlarmRules("attic", "phone", memory);
    see(1, HEAT, State.UNKNOWN);
    see(2, HEAT, State.HOLDS);
    assertEquals(List.of(), tell(2));
    see(3, HEAT, State.OVER);
    assertEquals(List.of("end 0"), tell(3));
    rules = new AlarmRules("attic", "phone", memory);
    see(4, HEAT, State.HOLDS);
    assertEquals(List.of(), tell(4), "the hour goes on over a restart");
    see(60, HEAT, State.HOLDS);
    assertEquals(List.of("begin 0"), tell(60));
  }

  @Test
  void tellsAgainWhatWasNotReportedBeforeARestart() {
    see(0, HEAT, State.HOLDS);
    assertEquals(1, rules.next(1).size());
    rules = new AlarmRules("attic", "phone", memory);
    see(1, HEAT, State.HOLDS);
    assertEquals(List.of("begin 0"), tell(1));
  }

  @ParameterizedTest
  @ValueSource(longs = {-400L * 86_400, 400L * 86_400})
  void aClockThatIsSetByAYearDelaysNothingForLongerThanAnHour(long seconds) {
    see(0, HEAT, State.HOLDS);
    tell(0);
    see(1, HEAT, State.OVER);
    tell(1);
    rules = new AlarmRules("attic", "phone", memory);
    Instant now = START.plusSeconds(seconds);
    Observation one = new Observation(HEAT, State.HOLDS, now, "It is so.", Optional.empty());
    rules.observe(List.of(one), 0, now);
    rules.observe(List.of(one), 60 * MINUTE, now.plusSeconds(3600));
    assertEquals(1, rules.next(100).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "begin",
        "begin x - -",
        "maybe 2026-01-07T13:00:00Z - -",
        "end 2026-01-07T13:00:00Z 99 -",
        "begin +1000000000-12-31T23:59:59.999999999Z -1000000000-01-01T00:00:00Z -"
      })
  void damagedMemoryIsNoReasonToFail(String text) {
    memory.put(HEAT.key(), text);
    see(0, HEAT, State.OVER);
    see(61, HEAT, State.HOLDS);
    assertFalse(rules.next(100).isEmpty());
  }

  @Test
  void forgetsWhatIsNoLongerWatched() {
    see(0, HEAT, State.HOLDS);
    tell(0);
    see(1, WATER, State.OVER);
    assertEquals(0, rules.waiting());
    assertEquals(Optional.of(""), memory.get(HEAT.key()));
  }

  @Test
  void keepsOneMessageForEachThingHoweverLongNobodyCanBeNotified() {
    for (int minute = 0; minute < 20_000; minute++) {
      see(minute, HEAT, minute % 70 < 35 ? State.HOLDS : State.OVER);
      assertTrue(rules.waiting() <= 1);
    }
    AlarmMessage only = rules.next(100).get(0);
    assertEquals(20_000 / 35, only.suppressed());
  }

  /** A second, plain way to the same messages: the whole history is known from the start. */
  private static List<String> expected(boolean[] wrong) {
    List<String> reported = new ArrayList<>();
    boolean saidWrong = false;
    int lastBegin = -60;
    int lastEnd = -60;
    int changes = 0;
    for (int minute = 0; minute < wrong.length; minute++) {
      boolean before = minute > 0 && wrong[minute - 1];
      changes += before != wrong[minute] ? 1 : 0;
      int last = wrong[minute] ? lastBegin : lastEnd;
      if (saidWrong != wrong[minute] && minute - last >= 60) {
        saidWrong = wrong[minute];
        lastBegin = saidWrong ? minute : lastBegin;
        lastEnd = saidWrong ? lastEnd : minute;
        reported.add(minute + " " + (saidWrong ? "begin " : "end ") + (changes - 1));
        changes = 0;
      }
    }
    return reported;
  }

  private static boolean[] history(Random random) {
    boolean[] wrong = new boolean[3000];
    int mean = 1 + random.nextInt(120);
    for (int minute = 1; minute < wrong.length; minute++) {
      wrong[minute] = random.nextInt(mean) == 0 ? !wrong[minute - 1] : wrong[minute - 1];
    }
    return wrong;
  }

  @Test
  void agreesWithAPlainModelInRandomHistoriesWithRestarts() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      boolean[] wrong = history(random);
      Memory kept = new Memory();
      AlarmRules subject = new AlarmRules("attic", "phone", kept);
      List<String> reported = new ArrayList<>();
      boolean restarts = seed % 2 == 1;
      boolean steady = false;
      for (int minute = 0; minute < wrong.length; minute++) {
        see(subject, minute, HEAT, wrong[minute] ? State.HOLDS : State.OVER);
        int now = minute;
        List<String> messages = tell(subject, minute);
        messages.forEach(one -> reported.add(now + " " + one));
        steady = !messages.isEmpty() || steady && minute > 0 && wrong[minute] == wrong[minute - 1];
        if (restarts && steady && random.nextInt(50) == 0) {
          subject = new AlarmRules("attic", "phone", kept);
        }
      }
      assertEquals(expected(wrong), reported, "seed " + seed);
    }
  }

  @Test
  void neverTellsMoreThanOnceAnHourAndAlwaysWhatIsTrueInTheEnd() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      boolean[] wrong = history(random);
      AlarmRules subject = new AlarmRules("attic", "phone", new Memory());
      List<AlarmMessage> reported = new ArrayList<>();
      for (int minute = 0; minute < wrong.length + 61; minute++) {
        boolean now = wrong[Math.min(minute, wrong.length - 1)];
        see(subject, minute, HEAT, now ? State.HOLDS : State.OVER);
        if (random.nextInt(10) == 0 || minute >= wrong.length) {
          reported.addAll(subject.next(100));
          tell(subject, minute);
        }
      }
      for (Event event : List.of(Event.BEGIN, Event.END)) {
        List<Instant> times =
            reported.stream().filter(m -> m.event() == event).map(AlarmMessage::time).toList();
        for (int i = 1; i < times.size(); i++) {
          Duration apart = Duration.between(times.get(i - 1), times.get(i));
          assertTrue(apart.compareTo(AlarmRules.AT_MOST_EVERY) >= 0, "seed " + seed);
        }
      }
      boolean last =
          !reported.isEmpty() && reported.get(reported.size() - 1).event() == Event.BEGIN;
      assertEquals(wrong[wrong.length - 1], last, "seed " + seed);
    }
  }
}
