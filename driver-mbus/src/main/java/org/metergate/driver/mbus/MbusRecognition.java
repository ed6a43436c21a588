// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.frame.MbusFrame;
import org.metergate.driver.mbus.frame.MbusFramer;
import org.metergate.driver.mbus.request.MbusExchange;
import org.metergate.driver.mbus.request.MbusRequest;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Trial;

/**
 * Recognises a meter by its answer to the request for data, which every meter of a bus takes for
 * itself. Where several answer together, hardly more is left of their answers than how they begin:
 * this shows a bus, whose meters a scan then finds. Pure functions.
 */
final class MbusRecognition {
  /**
   * Within these times the longest answer arrives at 2400 and 9600, and the header of one at 300.
   */
  private static final List<Trial> TRIALS =
      List.of(
          trial(MbusOptions.USUAL_BAUD, true, Duration.ofMillis(2500)),
          trial(9600, true, Duration.ofMillis(2000)),
          trial(300, true, Duration.ofMillis(3000)),
          // a meter on a battery may have slept through the first question
          trial(MbusOptions.USUAL_BAUD, false, Duration.ofMillis(2500)));

  /** Of the response of a meter: start, length, length, start, C, A and CI. */
  private static final int HEADER = 7;

  /** CI: the forms of answers in EN 13757-3; other devices have frames with the same start. */
  private static final int FIRST_FORM = 0x70;

  private static final int LAST_FORM = 0x7B;

  private MbusRecognition() {}

  private static Trial trial(int baud, boolean next, Duration listen) {
    byte[] question = MbusRequest.data(MbusRequest.ANY, next).bytes();
    return new Trial(MbusExchange.line(baud), false, question, listen);
  }

  static List<Trial> trials() {
    return TRIALS;
  }

  /** Returns the first meter that answered; if no answer is whole, that there is one or several. */
  static Optional<Match> recognise(Trial trial, List<Arrival> arrivals) {
    byte[] bytes = joined(arrivals);
    Optional<LongFrame> answer = responses(bytes).stream().findFirst();
    if (answer.isPresent()) {
      return answer.map(frame -> meter(frame, trial.settings().baud()));
    }
    return beginsLikeResponse(bytes)
        ? Optional.of(
            new Match(Certainty.LIKELY, "", MbusOptions.speed(trial.settings().baud()), List.of()))
        : Optional.empty();
  }

  private static byte[] joined(List<Arrival> arrivals) {
    byte[] all = new byte[arrivals.stream().mapToInt(arrival -> arrival.bytes().length).sum()];
    int at = 0;
    for (Arrival arrival : arrivals) {
      System.arraycopy(arrival.bytes(), 0, all, at, arrival.bytes().length);
      at += arrival.bytes().length;
    }
    return all;
  }

  private static Match meter(LongFrame answer, int baud) {
    Identity meter = Identity.of(answer);
    Map<String, String> options = new LinkedHashMap<>();
    int address = answer.address();
    if (!MeterAddress.isAssignable(address) && !meter.number().isEmpty()) {
      options.put(MeterAddress.SECONDARY, meter.secondary());
    } else if (address <= MbusRequest.HIGHEST) {
      options.put(MeterAddress.ADDRESS, Integer.toString(address));
    }
    options.putAll(MbusOptions.speed(baud));
    return new Match(Certainty.CERTAIN, meter.number(), options, List.of());
  }

  private static List<LongFrame> responses(byte[] bytes) {
    List<LongFrame> responses = new ArrayList<>();
    MbusFramer framer = new MbusFramer();
    FrameSink<MbusFrame> sink =
        new FrameSink<>() {
          @Override
          public void frame(MbusFrame frame) {
            if (frame instanceof LongFrame data
                && data.isResponse()
                && isForm(data.information())) {
              responses.add(data);
            }
          }

          @Override
          public void noise(byte[] received, int offset, int length) {
            // shows nothing
          }

          @Override
          public void corrupt(Damage damage) {
            // how a response begins is looked for among all bytes
          }
        };
    framer.accept(bytes, 0, bytes.length, sink);
    framer.silence(Long.MAX_VALUE, sink);
    return responses;
  }

  private static boolean isForm(int information) {
    return information >= FIRST_FORM && information <= LAST_FORM;
  }

  private static boolean beginsLikeResponse(byte[] bytes) {
    for (int i = 0; i + HEADER <= bytes.length; i++) {
      if (bytes[i] == LongFrame.START
          && bytes[i + 3] == LongFrame.START
          && bytes[i + 1] == bytes[i + 2]
          && new LongFrame(bytes[i + 4] & 0xFF, 0, 0, new byte[0]).isResponse()
          && isForm(bytes[i + 6] & 0xFF)) {
        return true;
      }
    }
    return false;
  }
}
