// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.aim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metergate.kit.EmulatedLine;
import org.metergate.kit.ScriptedLink;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Recognition;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.emulator.ByteEmulatorProvider;
import org.metergate.spi.emulator.EmulatorProvider;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.Options;
import org.metergate.time.VirtualTime;

/** The loop with the built-in drivers' questions, over emulated and scripted lines. */
class AimingTest {
  private static final Duration LIFE = Duration.ofHours(1);

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-07T13:47:20Z"));
  private final List<AimScore> scores = new ArrayList<>();
  private boolean stopped;

  private static List<AimQuestion> questions() {
    List<AimQuestion> questions = new ArrayList<>();
    for (DriverProvider provider : ServiceLoader.load(DriverProvider.class)) {
      if (provider instanceof Recognition recognition) {
        questions.addAll(AimQuestion.of(recognition));
      }
    }
    return questions;
  }

  private ByteLink meter(Map<String, String> options) throws Exception {
    for (EmulatorProvider provider : ServiceLoader.load(EmulatorProvider.class)) {
      if (provider.info().id().equals("multical")) {
        Options given = Options.of(provider.info().options(), options);
        return new EmulatedLine(
            time,
            questions().get(0).settings(),
            List.of(((ByteEmulatorProvider) provider).create(given, time)),
            LIFE);
      }
    }
    throw new AssertionError("no emulated MULTICAL");
  }

  private Aiming.Result aim(ByteLink link) throws Exception {
    return new Aiming(link, time, () -> stopped).run(questions(), scores::add);
  }

  private static List<String> end(Aiming.Result result) {
    return AimLines.end(result, "serial:/dev/ttyUSB0");
  }

  @Test
  void onlyDriversThatAskHaveQuestionsOneForEachSpeed() {
    assertEquals(
        List.of("1200 8N2", "9600 8N2"),
        questions().stream().map(one -> one.settings().toString()).toList());
    questions().forEach(one -> assertEquals(1, one.naming().size()));
  }

  @Test
  void aGoodPlaceEndsWithTwentyOfTwentyAndTheNumberOfTheMeter() throws Exception {
    Aiming.Result result = aim(meter(Map.of("echo", "true", "serial", "4711")));
    assertTrue(result.score().isGood());
    assertEquals(20, result.score().asked());
    assertTrue(result.score().elapsed().compareTo(Duration.ofSeconds(15)) < 0);
    assertEquals("4711", result.match().map(Match::identifier).orElseThrow());
    assertTrue(scores.stream().limit(19).noneMatch(AimScore::isGood), "never before 20 of 20");
    AimAnswer first = scores.get(0).newest().orElseThrow();
    assertTrue(first.echo());
    Duration delay = first.firstByte().orElseThrow();
    assertTrue(delay.toMillis() >= 80 && delay.toMillis() <= 140, delay::toString);
    List<String> end = end(result);
    assertTrue(end.get(0).startsWith("The place is good: 20 of 20"), end::toString);
    assertEquals("It is the meter with the number 4711.", end.get(1));
  }

  @Test
  void findsTheSpeedOfAMeterThatAnswersAtAnother() throws Exception {
    Aiming.Result result = aim(meter(Map.of("model", "382")));
    assertTrue(result.score().isGood());
    assertEquals("9600 8N2", result.score().settings().toString());
  }

  @Test
  void anEchoAloneIsNeverTakenForAnAnswer() throws Exception {
    Aiming.Result result =
        aim(meter(Map.of("echo", "true", "sleep-after", "1s", "wakes", "never")));
    assertEquals(AimLevel.ECHO, result.score().best());
    assertFalse(result.score().isGood());
    assertTrue(
        end(result).get(0).startsWith("Only the own question came back"), end(result)::toString);
  }

  @Test
  void silenceIsAskedForThreeMinutesAtMostAtAllSpeedsInTurn() throws Exception {
    ScriptedLink link = new ScriptedLink(time).lostAt(LIFE);
    Aiming.Result result = aim(link);
    assertEquals(AimLevel.NOTHING, result.score().best());
    assertEquals(Aiming.LONGEST.plus(Aiming.WAKE), seconds());
    assertEquals(258, link.written().size());
    assertEquals(25, link.settings().size());
    assertTrue(end(result).get(0).startsWith("Nothing came back"), end(result)::toString);
  }

  private Duration seconds() {
    return Duration.ofSeconds(time.nanos() / 1_000_000_000L);
  }

  @Test
  void aPlaceAtWhichEveryFourthAnswerIsDamagedIsNotGood() throws Exception {
    Aiming.Result result = aim(meter(Map.of("echo", "true", "damage-every", "4")));
    assertFalse(result.score().isGood());
    assertEquals(15, result.score().good());
    assertTrue(end(result).get(0).contains("15 of the last 20 questions"), end(result)::toString);
    assertTrue(scores.stream().anyMatch(s -> last(s) == AimLevel.DAMAGED));
    assertFalse(result.score().disturbed());
  }

  private static AimLevel last(AimScore score) {
    return score.newest().orElseThrow().level();
  }

  @Test
  void lightIsNamedAndNeverAnAnswer() throws Exception {
    ScriptedLink link = new ScriptedLink(time).lostAt(LIFE);
    Random random = new Random(3);
    for (long at = 0; at < 200_000; at += 20 + random.nextInt(60)) {
      link.at(Duration.ofMillis(at), new byte[] {random.nextBoolean() ? 0 : (byte) 0xFE});
    }
    Aiming.Result result = aim(link);
    assertTrue(result.score().best().compareTo(AimLevel.DAMAGED) < 0, result::toString);
    assertTrue(result.score().disturbed());
    assertTrue(
        end(result).stream().anyMatch(line -> line.contains("sunlight")), end(result)::toString);
  }

  @Test
  void theFiveLevelsAreDistinguishedWhileTheHeadMoves() throws Exception {
    byte[] good = new byte[0];
    ScriptedLink recorder = new ScriptedLink(time).lostAt(LIFE);
    byte[] question = questions().get(0).trial().question();
    ByteLink meter = meter(Map.of());
    meter.write(question);
    byte[] chunk = new byte[64];
    for (int i = 0; i < 40; i++) {
      int count = meter.read(chunk, Duration.ofMillis(20));
      good = Arrays.copyOf(good, good.length + count);
      System.arraycopy(chunk, 0, good, good.length - count, count);
    }
    byte[] answer = good;
    byte[] damaged = answer.clone();
    damaged[3] ^= 1;
    List<byte[]> scene =
        List.of(
            new byte[0],
            question,
            join(question, new byte[] {7}),
            join(question, damaged),
            join(question, answer),
            answer);
    int[] asked = {0};
    ByteLink head =
        recorder.answering(
            Duration.ofMillis(200), sent -> scene.get(Math.min(asked[0]++, scene.size() - 1)));
    aim(head);
    assertEquals(
        List.of(
            AimLevel.NOTHING,
            AimLevel.ECHO,
            AimLevel.BYTES,
            AimLevel.DAMAGED,
            AimLevel.GOOD,
            AimLevel.GOOD),
        scores.stream().limit(6).map(AimingTest::last).toList());
    assertEquals(
        "  4 s  [              .ebd##]   2 of the last  6, now good answer after 145 ms (1200 8N2)",
        AimLines.line(scores.get(5)));
    assertEquals(1, scores.stream().map(score -> AimLines.screen(score).size()).distinct().count());
    assertTrue(
        scores.stream()
            .flatMap(score -> AimLines.screen(score).subList(3, 9).stream())
            .allMatch(line -> line.length() < 80));
  }

  private static byte[] join(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  @ParameterizedTest
  @EnumSource(AimLevel.class)
  void everyEndingIsASentenceThatNamesTheNextStep(AimLevel best) {
    for (int disturbed : new int[] {0, 5}) {
      AimAnswer answer = new AimAnswer(best, false, Optional.empty(), disturbed, Optional.empty());
      AimScore score = AimScore.none(questions().get(0).settings());
      for (int i = 0; i < 7; i++) {
        score = score.with(answer, Duration.ofSeconds(i));
      }
      List<String> end = end(new Aiming.Result(score, Optional.empty()));
      assertEquals(disturbed == 0 ? 1 : 2, end.size(), end::toString);
      end.forEach(line -> assertTrue(line.matches("[A-Z'][^{}]{40,}[.]"), line));
      AimLines.screen(score).forEach(line -> assertFalse(line.matches(".*[{}].*"), line));
    }
  }

  @Test
  void endsAtOnceWhenItIsStoppedAndWhenTheLinkIsLost() throws Exception {
    stopped = true;
    Aiming.Result result = aim(new ScriptedLink(time).lostAt(LIFE));
    assertEquals(0, result.score().asked());
    assertEquals(List.of("Ended before the first question."), end(result));
    stopped = false;
    ScriptedLink lost = new ScriptedLink(time).lostAt(Duration.ofSeconds(9));
    assertThrows(LinkLostException.class, () -> aim(lost));
  }

  @Test
  void aLinkThatFloodsFillsNoMemory() throws Exception {
    ScriptedLink link = new ScriptedLink(time).lostAt(LIFE);
    for (int at = 4000; at < 6000; at++) {
      link.at(Duration.ofMillis(at), new byte[512]);
    }
    Aiming.Result result = aim(link);
    assertTrue(result.score().best().compareTo(AimLevel.DAMAGED) < 0, result::toString);
  }
}
