// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.spi.dialogue.Polling;
import org.metergate.spi.dialogue.Request;
import org.metergate.spi.dialogue.Requester;
import org.metergate.spi.dialogue.Timing;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;
import org.metergate.time.VirtualTime;

/** Weeks of questions on virtual time, over links that break and across restarts. */
class PollingTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration NEVER = Duration.ofDays(1000);
  private static final Timing TIMING = Timing.answersWithin(Duration.ofSeconds(2));

  /** How long a question takes that is never answered: two tries and the pause between them. */
  private static final Duration SILENT = Duration.ofSeconds(6);

  private final World world = new World();

  /** Meters on a link, the gateway that opens it, and a wall clock that can be set. */
  private static final class World implements TimeSource {
    private final VirtualTime time = new VirtualTime(RecordingPlayer.START);
    private final Random random = new Random(11);
    private final Map<String, Duration> intervals = new LinkedHashMap<>();
    private final Map<String, Duration> delays = new LinkedHashMap<>();
    private final Map<String, List<Long>> asked = new LinkedHashMap<>();
    private Duration clockOffset = Duration.ZERO;
    private Map<String, String> states = Map.of();
    private Polling polling;
    private int questions;
    private int idles;

    World meter(String name, Duration interval, Duration delay) {
      intervals.put(name, interval);
      delays.put(name, delay);
      asked.put(name, new ArrayList<>());
      return this;
    }

    /** The program starts again, or its configuration was changed. */
    World restart() {
      polling = new Polling(intervals);
      return this;
    }

    /** Opens the link for a time. */
    World session(Duration life) {
      if (polling == null) {
        restart();
      }
      KitSession session = new KitSession(this, states);
      ScriptedLink link = new ScriptedLink(time).lostAt(life);
      Requester<byte[]> requester =
          new Requester<>(link, time, new ToyFramer(), TIMING, LineSettings.eightNone(9600));
      assertThrows(
          LinkLostException.class,
          () ->
              polling.run(
                  session,
                  meter -> poll(meter, link, requester),
                  longest -> {
                    idles++;
                    requester.idle(longest);
                  }));
      states = session.states();
      return this;
    }

    /** Opens the link until an orderly stop comes during a question. */
    World stopDuring(String meter) {
      if (polling == null) {
        restart();
      }
      KitSession session = new KitSession(this, states);
      assertThrows(
          InterruptedException.class,
          () ->
              polling.run(
                  session,
                  name -> {
                    asked.get(name).add(time.nanos());
                    time.pause(SECOND);
                    if (name.equals(meter)) {
                      throw new InterruptedException("asked to stop");
                    }
                    return true;
                  },
                  time::pause));
      states = session.states();
      return this;
    }

    private boolean poll(String meter, ScriptedLink link, Requester<byte[]> requester)
        throws LinkLostException, InterruptedException {
      asked.get(meter).add(time.nanos());
      questions++;
      link.answering(
          delays.get(meter).equals(NEVER) ? Duration.ZERO : delays.get(meter),
          sent -> delays.get(meter).equals(NEVER) ? new byte[0] : ToyFramer.frame(sent[1]));
      return requester
          .ask(new Question(new ArrayList<>(asked.keySet()).indexOf(meter)))
          .isPresent();
    }

    void breaking(Duration each, Duration span) throws InterruptedException {
      long end = nanos() + span.toNanos();
      while (nanos() < end) {
        session(each);
        pause(SECOND.plusMillis(random.nextInt(59_000))); // back-off
      }
    }

    int count(String meter) {
      return asked.get(meter).size();
    }

    /** Returns the times between the questions to a meter, in seconds. */
    List<Long> gaps(String meter) {
      List<Long> gaps = new ArrayList<>();
      List<Long> times = asked.get(meter);
      for (int i = 1; i < times.size(); i++) {
        gaps.add(Math.round((times.get(i) - times.get(i - 1)) / 1e9));
      }
      return gaps;
    }

    @Override
    public long nanos() {
      return time.nanos();
    }

    @Override
    public Instant now() {
      return time.now().plus(clockOffset);
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
      time.pause(duration);
    }
  }

  private record Question(int meter) implements Request<byte[]> {
    @Override
    public byte[] bytes() {
      return new byte[] {0x3F, (byte) meter};
    }

    @Override
    public boolean isAnsweredBy(byte[] frame) {
      return Arrays.equals(frame, ToyFramer.frame((byte) meter));
    }
  }

  private void requireAskedHourlyForAWeek(int asked, Duration delay) {
    // a meter that never answers is asked again after 30 s, 1, 2, 4, 8, 16 and 32 min; then hourly
    int more = delay.equals(NEVER) ? 7 : 0;
    assertTrue(asked >= 167 && asked <= 169 + more, asked + " questions, answered after " + delay);
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT1.5S", "PT24000H"})
  void asksAWeekLongEachHourBehindALinkThatBreaks(Duration delay) throws Exception {
    for (Duration each : List.of(SECOND.multipliedBy(10), MINUTE.multipliedBy(5))) {
      World one = new World().meter("m", HOUR, delay);
      one.breaking(each, Duration.ofDays(7));
      requireAskedHourlyForAWeek(one.count("m"), delay);
    }
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT1.5S", "PT24000H"})
  void asksAWeekLongEachHourAlsoIfTheProgramIsRestartedEachMinute(Duration delay) {
    world.meter("m", HOUR, delay);
    while (world.nanos() < Duration.ofDays(7).toNanos()) {
      world.restart().session(MINUTE);
    }
    requireAskedHourlyForAWeek(world.count("m"), delay);
  }

  @Test
  void asksAgainSoonAndThenMoreRarelyWhileAMeterGivesNoReading() {
    world.meter("m", HOUR, NEVER).session(HOUR.multipliedBy(4));
    List<Long> rule = List.of(30L, 60L, 120L, 240L, 480L, 960L, 1920L, 3600L, 3600L);
    assertEquals(rule, world.gaps("m").subList(0, rule.size()));
    world.delays.put("m", Duration.ZERO);
    world.session(HOUR.multipliedBy(2));
    world.delays.put("m", NEVER);
    world.asked.get("m").clear();
    world.session(HOUR);
    assertEquals(30L, world.gaps("m").get(0), "a reading ends the row of failures");
  }

  @Test
  void goesOnWithTheRowOfFailuresAcrossRestarts() {
    world.meter("m", HOUR, NEVER);
    while (world.nanos() < HOUR.toNanos()) {
      world.restart().session(SECOND.multipliedBy(64));
    }
    List<Long> gaps = world.gaps("m");
    assertEquals(List.of(30L, 60L, 120L, 240L, 480L, 960L), gaps.subList(0, 6));
  }

  @Test
  void neverRetriesMoreRarelyThanTheMeterIsReadOtherwise() {
    world.meter("m", SECOND.multipliedBy(20), NEVER).session(HOUR);
    assertTrue(world.gaps("m").stream().allMatch(gap -> gap == 20), world.gaps("m").toString());
  }

  /** The 57 s are there so that a loss that comes at each full hour does not meet it again. */
  @Test
  void repeatsAQuestionThatTheLossOfTheLinkCutOffAfterAnHour() {
    world.meter("daily", DAY, NEVER).session(SECOND);
    assertEquals(1, world.count("daily"));
    world.session(Duration.ofMinutes(59));
    assertEquals(1, world.count("daily"), "each question costs a battery something");
    world.delays.put("daily", Duration.ZERO);
    world.restart().session(DAY);
    assertEquals(List.of(3657L), world.gaps("daily"));
    world.session(DAY.multipliedBy(3));
    assertEquals(List.of(3657L, 86_400L, 86_400L, 86_400L), world.gaps("daily"));
  }

  @Test
  void doesNotRepeatAQuestionThatARestartCutOffBeforeTheNextOneIsDue() {
    world.meter("hourly", HOUR, NEVER).session(SECOND);
    assertEquals(1, world.count("hourly"));
    world.restart().session(Duration.ofMinutes(59));
    assertEquals(1, world.count("hourly"));
    world.restart().session(Duration.ofMinutes(2));
    assertEquals(List.of(3656L), world.gaps("hourly"), "a 64th of the interval later");
  }

  @Test
  void repeatsAQuestionThatAnOrderlyStopCutOffAsSoonAsItGoesOn() throws Exception {
    world.meter("a", HOUR, Duration.ZERO).meter("b", HOUR, Duration.ZERO);
    world.meter("c", HOUR, Duration.ZERO);
    world.stopDuring("b");
    world.pause(SECOND.multipliedBy(8));
    world.restart().session(HOUR.multipliedBy(2));
    assertEquals(List.of(3600L, 3600L), world.gaps("a"), "it had been read");
    assertEquals(List.of(9L, 3590L, 3600L), world.gaps("b"), "then by the schedule of before");
    assertEquals(List.of(3600L), world.gaps("c"), "it had not been asked before");
    assertEquals(10, world.asked.get("c").get(0) / SECOND.toNanos());
  }

  @ParameterizedTest
  @CsvSource({"PT1S, 9", "PT1M, 8", "PT30M, 4"})
  void repeatsAQuestionThatStopsCutOffAgainAndAgainMoreAndMoreRarely(Duration pause, int most)
      throws Exception {
    world.meter("m", HOUR, NEVER);
    while (world.nanos() < HOUR.toNanos()) {
      world.restart().stopDuring("m").pause(pause);
    }
    assertTrue(world.count("m") <= most, world.gaps("m").toString());
    List<Long> gaps = world.gaps("m");
    world.delays.put("m", Duration.ZERO);
    world.restart().session(HOUR.multipliedBy(2));
    assertTrue(world.gaps("m").stream().skip(gaps.size()).allMatch(gap -> gap <= 3600));
  }

  @ParameterizedTest
  @CsvSource({"P1D", "P-1D", "P20000D", "P-20000D", "PT-10M", "PT10M", "PT59M"})
  void asksOnceMoreAtMostAfterARestartWithAnotherClock(Duration jump) {
    world.meter("m", HOUR, Duration.ZERO).session(Duration.ofMinutes(12 * 60 + 30));
    world.clockOffset = jump;
    world.restart().session(Duration.ofMinutes(11 * 60 + 30));
    assertTrue(world.count("m") >= 24 && world.count("m") <= 25, world.gaps("m").toString());
    assertTrue(
        world.gaps("m").stream().allMatch(gap -> gap <= 3600 + 600), world.gaps("m").toString());
  }

  @Test
  void isNotDisturbedByAClockThatIsSetMeanwhile() {
    world.meter("m", HOUR, Duration.ZERO).session(Duration.ofMinutes(30));
    world.clockOffset = DAY;
    world.session(HOUR.multipliedBy(23));
    assertEquals(24, world.count("m"));
    assertTrue(world.gaps("m").stream().allMatch(gap -> gap == 3600), world.gaps("m").toString());
  }

  @Test
  void followsAnIntervalThatWasChangedAcrossARestart() {
    world.meter("m", HOUR, Duration.ZERO).session(Duration.ofMinutes(10));
    world.intervals.put("m", Duration.ofMinutes(10));
    world.restart().session(HOUR);
    List<Long> shorter = world.gaps("m");
    assertTrue(shorter.get(0) <= 1200, "within the new interval: " + shorter);
    assertTrue(shorter.stream().skip(1).allMatch(gap -> gap == 600), shorter.toString());
    world.intervals.put("m", HOUR);
    world.asked.get("m").clear();
    world.restart().session(HOUR.multipliedBy(5));
    assertEquals(List.of(3600L, 3600L, 3600L, 3600L), world.gaps("m"));
  }

  @Test
  void asksAtOnceWhereTheStoredTimeCannotBeRead() {
    for (String text :
        List.of("", "x", "2026-01-15T12:30:00Z", "2026-13-15T12:30:00Z 1", "1 2 3")) {
      World one = new World().meter("m", HOUR, Duration.ZERO);
      one.states = Map.of("m/next-question", text);
      one.session(Duration.ofMinutes(30));
      assertEquals(1, one.count("m"), text);
    }
    world.meter("m", HOUR, Duration.ZERO).states =
        Map.of("m/next-question", "2026-01-15T12:10:00Z 99");
    world.session(HOUR);
    assertEquals(Duration.ofMinutes(10).toNanos(), world.asked.get("m").get(0));
  }

  @Test
  void doesNotAskTwiceInARowAfterALateQuestion() {
    world.meter("m", HOUR, Duration.ZERO).session(SECOND);
    world.time.advanceTo(Duration.ofMinutes(100).toNanos());
    world.session(MINUTE).restart().session(HOUR.multipliedBy(2));
    assertEquals(List.of(6000L, 3600L), world.gaps("m").subList(0, 2));
    world.time.advanceTo(Duration.ofMinutes(300).toNanos());
    world.session(HOUR.multipliedBy(2));
    assertEquals(List.of(3600L, 4800L, 2400L, 3600L), world.gaps("m").subList(2, 6), "20 min late");
  }

  @Test
  void asksWhenTheNextQuestionIsDueHoweverLongAnswersTake() {
    world.meter("m", MINUTE, Duration.ofMillis(1500)).session(DAY);
    assertEquals(24 * 60, world.count("m"));
    for (int i = 0; i < world.count("m"); i++) {
      assertEquals(MINUTE.multipliedBy(i).toNanos(), world.asked.get("m").get(i), "no drift");
    }
  }

  @Test
  void sharesAnOverloadedLinkFairlyWhateverTheIntervals() {
    world.meter("a", SECOND.multipliedBy(5), Duration.ofMillis(1500));
    world.meter("b", SECOND.multipliedBy(5), Duration.ofMillis(1500));
    world.meter("c", SECOND.multipliedBy(5), Duration.ofMillis(500));
    world.meter("d", SECOND.multipliedBy(5), Duration.ofMillis(1900));
    world.meter("hourly", HOUR, Duration.ofMillis(1500));
    world.session(DAY);
    assertTrue(world.count("a") > 24 * 3600 / 6, "the link is used: " + world.count("a"));
    for (String meter : List.of("b", "c", "d")) {
      assertTrue(
          Math.abs(world.count(meter) - world.count("a")) < world.count("a") / 50,
          meter + " " + world.count(meter) + ", a " + world.count("a"));
    }
    assertEquals(24, world.count("hourly"));
    assertTrue(world.idles >= world.questions - 1, "the link is read between questions");
  }

  @Test
  void losesOnlyTheTimeOfItsQuestionToASilentMeter() {
    world.meter("good", SECOND.multipliedBy(10), Duration.ofMillis(500));
    world.meter("silent", SECOND.multipliedBy(10), NEVER);
    world.meter("other", SECOND.multipliedBy(10), Duration.ofMillis(500));
    world.session(DAY);
    for (String meter : List.of("good", "other")) {
      assertEquals(8640, world.count(meter), 1, meter);
      for (int i = 0; i < world.count(meter); i++) {
        long late = world.asked.get(meter).get(i) - SECOND.multipliedBy(10L * i).toNanos();
        assertTrue(late <= SILENT.plus(SECOND).toNanos(), meter + " was late by " + late);
      }
    }
  }

  @Test
  void refusesIntervalsThatAreNone() {
    for (Map<String, Duration> wrong :
        List.of(
            Map.<String, Duration>of(),
            Map.of("m", Duration.ZERO),
            Map.of("m", HOUR, "n", HOUR.negated()))) {
      assertThrows(IllegalArgumentException.class, () -> new Polling(wrong));
    }
  }

  @Test
  void endsWithTheLinkAlsoWhileItIsIdle() {
    world.meter("m", HOUR, Duration.ZERO).session(Duration.ofMinutes(10));
    assertEquals(Duration.ofMinutes(10).toNanos(), world.nanos());
    assertEquals(Optional.of("m"), world.asked.keySet().stream().findFirst());
  }
}
