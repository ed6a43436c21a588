// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.metergate.kit.TransmissionErrors.join;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Recognition;
import org.metergate.spi.discovery.Trial;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.option.OptionSpec;
import org.metergate.spi.option.Options;

/**
 * The contract of every provider that recognises its meters, as tests: a driver extends this class
 * and supplies its provider and traffic of its meters.
 */
public abstract class RecognitionContract {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Trial STRANGE =
      new Trial(
          new LineSettings(300, 7, LineSettings.Parity.EVEN, 1),
          false,
          "/?!\r\n".getBytes(StandardCharsets.US_ASCII),
          Duration.ofSeconds(2));

  /**
   * What a meter sends in a trial.
   *
   * @param name what it is, for the message of a failed test.
   * @param trial what is done, one of the provider's trials.
   * @param traffic what the meter sends then, without the echo of the question: at least one whole
   *     telegram or answer, best no more than 2000 bytes, since each bit of it is damaged once.
   * @param match what it is recognised as.
   */
  public record Example(String name, Trial trial, byte[] traffic, Match match) {}

  /** Called for each test. */
  protected RecognitionContract() {}

  /**
   * Creates the provider.
   *
   * @return the provider, which also implements {@link Recognition}.
   */
  protected abstract DriverProvider provider();

  /**
   * Returns traffic of the driver's meters.
   *
   * @return an example of each form of traffic that is recognised.
   */
  protected abstract List<Example> examples();

  /**
   * Returns traffic of meters that other drivers read.
   *
   * @return captured bytes by a descriptive name.
   */
  protected abstract Map<String, byte[]> othersTraffic();

  @Test
  final void hasTheSameFewShortTrialsAtEachCall() {
    List<Trial> trials = recognition().trials();
    assertEquals(trials, recognition().trials(), "the trials are always the same");
    assertEquals(trials, ((Recognition) provider()).trials(), "of each instance");
    assertFalse(trials.isEmpty(), "no trial");
    assertEquals(trials.size(), new HashSet<>(trials).size(), "a trial is there twice: " + trials);
    Duration all = trials.stream().map(Trial::listen).reduce(Duration.ZERO, Duration::plus);
    assertTrue(all.compareTo(LONGEST) <= 0, "all trials together take " + all.toSeconds() + " s");
  }

  @Test
  final void recognisesItsTraffic() {
    assertFalse(examples().isEmpty(), "the contract needs an example");
    for (Example example : examples()) {
      assertTrue(
          recognition().trials().contains(example.trial()),
          example.name() + ": the provider has no trial " + example.trial());
      assertEquals(
          Optional.of(example.match()),
          recognise(example.trial(), List.of(example.traffic())),
          example.name());
    }
  }

  @Test
  final void recognisesTheSameAtEverySplitIntoArrivals() {
    for (Example example : examples()) {
      byte[] traffic = example.traffic();
      for (int i = 1; i < traffic.length; i++) {
        List<byte[]> halves =
            List.of(Arrays.copyOf(traffic, i), Arrays.copyOfRange(traffic, i, traffic.length));
        requireMatch(example, halves, "split at byte " + i);
      }
      List<byte[]> single = new ArrayList<>();
      for (byte each : traffic) {
        single.add(new byte[] {each});
      }
      requireMatch(example, single, "byte by byte");
    }
  }

  @Test
  final void recognisesItsTrafficAfterTheEchoOfTheQuestion() {
    for (Example example : examples()) {
      byte[] question = example.trial().question();
      requireMatch(
          example, List.of(join(question, example.traffic())), "in one arrival with the echo");
      if (question.length > 0) {
        requireMatch(example, List.of(question, example.traffic()), "after the echo");
      }
    }
  }

  @Test
  final void recognisesItsTrafficWhenListeningBeginsInsideATelegram() {
    for (Example example : examples()) {
      byte[] traffic = example.traffic();
      if (example.trial().question().length == 0) {
        byte[] tail = Arrays.copyOfRange(traffic, traffic.length / 2, traffic.length);
        requireMatch(example, List.of(tail, traffic), "after the second half of a telegram");
      }
    }
  }

  @Test
  final void isNotCertainOfDamagedTraffic() {
    for (Example example : examples()) {
      for (int bit = 0; bit < example.traffic().length * 8; bit++) {
        byte[] damaged = TransmissionErrors.flip(example.traffic(), bit);
        Optional<Match> found = recognise(example.trial(), List.of(damaged));
        if (found.isPresent()
            && found.get().certainty() == Certainty.CERTAIN
            && !found.get().equals(example.match())) {
          fail(example.name() + " with bit " + bit + " flipped: " + found.get());
        }
      }
    }
  }

  @Test
  final void recognisesNothingInSilence() {
    for (Trial trial : trials()) {
      assertEquals(Optional.empty(), recognise(trial, List.of()), () -> "in " + trial);
    }
  }

  @Test
  final void recognisesNothingInEchoes() {
    for (Trial asked : trials()) {
      byte[] question = asked.question();
      if (question.length > 0) {
        requireNothing("the echo of " + asked, question);
        requireNothing("the echo of " + asked + ", twice", join(question, question));
      }
    }
  }

  @Test
  final void recognisesNothingInGarbage() {
    garbage().forEach(this::requireNothing);
  }

  @Test
  final void recognisesNothingInWhatOtherMetersSend() {
    assertFalse(othersTraffic().isEmpty(), "the contract needs traffic of other meters");
    othersTraffic().forEach(this::requireNothing);
  }

  @Test
  final void changesNoArrival() {
    for (Example example : examples()) {
      byte[] given = example.traffic().clone();
      recognition().recognise(example.trial(), List.of(new Arrival(1, given)));
      assertArrayEquals(example.traffic(), given, example.name());
    }
  }

  @Test
  final void suggestsOptionsThatTheDriverKnows() {
    DriverInfo info = provider().info();
    Set<String> names = new HashSet<>();
    info.options().forEach(spec -> names.add(spec.name()));
    for (Example example : examples()) {
      Match match = example.match();
      Set<String> suggested = new HashSet<>(match.missing());
      suggested.retainAll(match.options().keySet());
      assertEquals(Set.of(), suggested, example.name() + ": both given and missing");
      assertTrue(names.containsAll(match.missing()), example.name() + ": " + match.missing());
      List<OptionSpec> given =
          info.options().stream().filter(spec -> match.options().containsKey(spec.name())).toList();
      assertDoesNotThrow(() -> Options.of(given, match.options()), example.name());
    }
  }

  private void requireMatch(Example example, List<byte[]> pieces, String what) {
    assertEquals(
        Optional.of(example.match()),
        recognise(example.trial(), pieces),
        () -> example.name() + ", " + what);
  }

  private void requireNothing(String what, byte[] bytes) {
    for (Trial trial : trials()) {
      assertEquals(
          Optional.empty(), recognise(trial, List.of(bytes)), () -> what + ", in " + trial);
    }
  }

  /** Looks at pieces that arrive one behind the other, at the speed of the line. */
  private Optional<Match> recognise(Trial trial, List<byte[]> pieces) {
    long nanos = Duration.ofMillis(20).toNanos();
    List<Arrival> arrivals = new ArrayList<>();
    for (byte[] piece : pieces) {
      nanos += piece.length * trial.settings().byteNanos();
      arrivals.add(new Arrival(nanos, piece));
    }
    return recognition().recognise(trial, arrivals);
  }

  /** Returns the provider's trials and one that no driver of this project has. */
  private List<Trial> trials() {
    List<Trial> trials = new ArrayList<>(recognition().trials());
    trials.add(STRANGE);
    return trials;
  }

  private Recognition recognition() {
    return assertInstanceOf(Recognition.class, provider());
  }

  private static Map<String, byte[]> garbage() {
    Map<String, byte[]> garbage = new LinkedHashMap<>();
    byte[] high = new byte[300];
    Arrays.fill(high, (byte) 0xFF);
    garbage.put("a break condition", new byte[300]);
    garbage.put("300 times FF", high);
    garbage.put(
        "a console", "\r\nLinux 6.6\r\n\r\nhost login: ".getBytes(StandardCharsets.US_ASCII));
    garbage.put(
        "a GPS receiver",
        "$GPGGA,,,,,,0,00,,,M,,M,,*66\r\n".repeat(10).getBytes(StandardCharsets.US_ASCII));
    for (int seed = 1; seed <= 60; seed++) {
      garbage.put("random bytes, seed " + seed, TransmissionErrors.random(seed, seed * 50));
    }
    return garbage;
  }
}
