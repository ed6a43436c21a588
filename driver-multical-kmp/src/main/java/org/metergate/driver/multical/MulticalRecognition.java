// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.driver.multical.frame.KmpFrame;
import org.metergate.driver.multical.frame.KmpFramer;
import org.metergate.driver.multical.register.RegisterEntries;
import org.metergate.driver.multical.request.GetRegisters;
import org.metergate.driver.multical.request.GetSerialNumber;
import org.metergate.driver.multical.request.GetType;
import org.metergate.driver.multical.request.KmpRequest;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Trial;

/**
 * Recognises a meter by its answer to the request for its serial number or its type: both only
 * read, and other devices ignore them. Pure functions.
 */
final class MulticalRecognition {
  /** As long as a meter, an adapter and a serial server may take in all, and 17 bytes at 1200. */
  private static final Duration LISTEN = Duration.ofMillis(2500);

  /** Energy of heat, volume, energy of electricity: of these every meter knows one. */
  private static final GetRegisters COUNTERS = new GetRegisters(List.of(60, 68, 1));

  /** The first question at a speed may only wake the meter, so each speed has two. */
  private static final List<Trial> TRIALS =
      List.of(
          trial(Family.HEAT.baud(), new GetSerialNumber()),
          trial(Family.HEAT.baud(), new GetType()),
          trial(Family.ELECTRICITY.baud(), new GetSerialNumber()),
          trial(Family.ELECTRICITY.baud(), new GetType()));

  private MulticalRecognition() {}

  private static Trial trial(int baud, KmpRequest request) {
    return new Trial(KmpExchange.line(baud), false, request.bytes(), LISTEN);
  }

  static List<Trial> trials() {
    return TRIALS;
  }

  /** Returns the meter whose answer is among the bytes; the echo of a request is no answer. */
  static Optional<Match> recognise(Trial trial, List<Arrival> arrivals) {
    List<KmpFrame> frames = frames(arrivals);
    Optional<String> serial =
        frames.stream()
            .filter(new GetSerialNumber()::isAnsweredBy)
            .findFirst()
            .map(MulticalRecognition::serial);
    if (serial.isEmpty() && frames.stream().noneMatch(new GetType()::isAnsweredBy)) {
      return Optional.empty();
    }
    return Optional.of(
        new Match(
            Certainty.CERTAIN,
            serial.orElse(""),
            MulticalOptions.speed(trial.settings().baud()),
            List.of()));
  }

  /** Returns the question for the main counters of heat, water and electricity. */
  static Trial valueTrial(Trial recognised) {
    return new Trial(recognised.settings(), recognised.request(), COUNTERS.bytes(), LISTEN);
  }

  /** Returns whether a meter answered with at least one of the counters. */
  static boolean showsValues(List<Arrival> arrivals) {
    return frames(arrivals).stream()
        .anyMatch(frame -> COUNTERS.isAnsweredBy(frame) && hasRegisters(frame));
  }

  private static boolean hasRegisters(KmpFrame answer) {
    try {
      return !RegisterEntries.numbers(answer.data()).isEmpty();
    } catch (MalformedException e) {
      return false;
    }
  }

  private static List<KmpFrame> frames(List<Arrival> arrivals) {
    List<KmpFrame> frames = new ArrayList<>();
    KmpFramer framer = new KmpFramer();
    FrameSink<KmpFrame> sink =
        new FrameSink<>() {
          @Override
          public void frame(KmpFrame frame) {
            frames.add(frame);
          }

          @Override
          public void noise(byte[] bytes, int offset, int length) {
            // shows nothing
          }

          @Override
          public void corrupt(Damage damage) {
            // likewise
          }
        };
    for (Arrival arrival : arrivals) {
      framer.accept(arrival.bytes(), 0, arrival.bytes().length, sink);
    }
    return frames;
  }

  private static String serial(KmpFrame answer) {
    try {
      return Identity.serial(answer.data());
    } catch (MalformedException e) {
      throw new IllegalStateException(e); // its length was checked
    }
  }
}
