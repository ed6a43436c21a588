// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.aim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Trial;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * Asks a meter through an optical head until the place is good, three minutes are over or the
 * caller stops it. First it listens for four seconds, in which a magnet wakes a meter (MULTICAL 21
 * and flowIQ, technical description N1, 10.2020); then it asks every 0.7 s. While nothing but an
 * echo comes, it changes to the next speed after ten questions. It only asks, with questions that
 * read. One thread.
 */
public final class Aiming {
  /** How long it listens before the first question. */
  public static final Duration WAKE = Duration.ofSeconds(4);

  /** From one question to the next. */
  public static final Duration EVERY = Duration.ofMillis(700);

  /** The battery of a meter is not to be worn out by a forgotten terminal. */
  public static final Duration LONGEST = Duration.ofMinutes(3);

  /** From the question on; a KMP answer to a short question is complete after about 0.3 s. */
  private static final Duration ANSWER = Duration.ofMillis(550);

  private static final Duration TICK = Duration.ofMillis(50);
  private static final int QUESTIONS_FOR_EACH_SPEED = 10;
  private static final int TRIES_TO_NAME = 2;

  /** Bytes of one question beyond this are not kept: a link that floods must not fill memory. */
  private static final int MOST_BYTES = 4096;

  /** A program that is stopped may lose its port a moment before it knows. */
  private static final Duration MOMENT = Duration.ofMillis(250);

  private final ByteLink link;
  private final TimeSource time;
  private final BooleanSupplier stop;
  private final byte[] chunk = new byte[512];

  /**
   * Prepares the loop.
   *
   * @param link open, with the settings of the first question.
   * @param time the only clock.
   * @param stop whether the loop is to end; asked at least every 50 ms.
   */
  public Aiming(ByteLink link, TimeSource time, BooleanSupplier stop) {
    this.link = link;
    this.time = time;
    this.stop = stop;
  }

  /**
   * How it ended.
   *
   * @param score at the end.
   * @param match the meter that answered; with its number where the place was good and it gave it.
   */
  public record Result(AimScore score, Optional<Match> match) {}

  /**
   * Runs the loop.
   *
   * @param questions at least one.
   * @param progress receives the score after each answer, on the thread of the caller.
   * @return how it ended.
   * @throws LinkLostException when the link is gone.
   * @throws InterruptedException when the caller is asked to stop.
   */
  public Result run(List<AimQuestion> questions, Consumer<AimScore> progress)
      throws LinkLostException, InterruptedException {
    int speed = 0;
    AimQuestion question = questions.get(0);
    AimScore score = AimScore.none(question.settings());
    Optional<Match> match = Optional.empty();
    listen(time.nanos(), WAKE);
    long begin = time.nanos();
    while (!stop.getAsBoolean() && !score.isGood() && since(begin).compareTo(LONGEST) < 0) {
      Optional<AimAnswer> asked = askUnlessStopped(question);
      if (asked.isEmpty()) {
        break;
      }
      AimAnswer answer = asked.get();
      match = answer.match().or(keep(match));
      score = score.with(answer, since(begin));
      progress.accept(score);
      if (score.best() != AimLevel.GOOD && score.silentFor(QUESTIONS_FOR_EACH_SPEED)) {
        speed = (speed + 1) % questions.size();
        question = questions.get(speed);
        score = at(score, question);
      }
    }
    return new Result(score, score.isGood() ? named(question).or(keep(match)) : match);
  }

  private static Supplier<Optional<Match>> keep(Optional<Match> match) {
    return () -> match;
  }

  private AimScore at(AimScore score, AimQuestion question) throws LinkLostException {
    if (!question.settings().equals(score.settings())) {
      link.reconfigure(question.settings());
    }
    return score.at(question.settings());
  }

  /** Asks the meter once or twice for its number; the place is good, so an answer is likely. */
  private Optional<Match> named(AimQuestion question)
      throws LinkLostException, InterruptedException {
    for (int i = 0; i < TRIES_TO_NAME * question.naming().size() && !stop.getAsBoolean(); i++) {
      Trial naming = question.naming().get(i % question.naming().size());
      Optional<Match> match = ask(question, naming).match();
      if (match.filter(one -> !one.identifier().isEmpty()).isPresent()) {
        return match;
      }
    }
    return Optional.empty();
  }

  /** Returns no answer when it may be cut off. */
  private Optional<AimAnswer> askUnlessStopped(AimQuestion question)
      throws LinkLostException, InterruptedException {
    try {
      AimAnswer answer = ask(question, question.trial());
      return stop.getAsBoolean() ? Optional.empty() : Optional.of(answer);
    } catch (LinkLostException e) {
      time.pause(MOMENT);
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private AimAnswer ask(AimQuestion question, Trial trial)
      throws LinkLostException, InterruptedException {
    long asked = time.nanos();
    byte[] bytes = trial.question();
    link.write(bytes);
    List<Arrival> arrivals = listen(asked, EVERY);
    Duration sending = Duration.ofNanos(bytes.length * trial.settings().byteNanos());
    return AimAnswer.of(bytes, sending, ANSWER, arrivals, question.recognise(trial, arrivals));
  }

  /** Collects what arrives, with times since the given one; as long as given, or until stopped. */
  private List<Arrival> listen(long from, Duration length)
      throws LinkLostException, InterruptedException {
    List<Arrival> arrivals = new ArrayList<>();
    int kept = 0;
    long lastOfTooMany = -1;
    Duration left = length;
    while (left.compareTo(Duration.ZERO) > 0 && !stop.getAsBoolean()) {
      int count = link.read(chunk, left.compareTo(TICK) < 0 ? left : TICK);
      if (count > 0 && kept < MOST_BYTES) {
        arrivals.add(new Arrival(time.nanos() - from, Arrays.copyOf(chunk, count)));
        kept += count;
      } else if (count > 0) {
        lastOfTooMany = time.nanos() - from;
      }
      left = length.minus(since(from));
    }
    if (lastOfTooMany >= 0) {
      arrivals.add(new Arrival(lastOfTooMany, new byte[1])); // stands for all that was not kept
    }
    return arrivals;
  }

  private Duration since(long begin) {
    return Duration.ofNanos(time.nanos() - begin);
  }
}
