// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metergate.driver.mbus.ScanQuestions.Reply;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.request.MbusExchange;
import org.metergate.driver.mbus.request.MbusRequest;
import org.metergate.driver.mbus.request.SecondaryAddress;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Scan;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * Finds all meters of a bus: first by their secondary addresses, which takes the fewest questions
 * and tells meters with the same primary address apart, then at the primary addresses that are
 * left. Where nobody answers at the usual speed, others are tried. One thread, that of the link.
 */
final class MbusScan {
  private static final int NUMBER = 8;
  private static final List<Integer> SPEEDS = List.of(MbusOptions.USUAL_BAUD, 9600, 300);

  /** At 300 bits per second a meter may take 1.15 s by the standard, at the others 0.19 s. */
  private static final int SLOW = 300;

  private static final Duration QUIET = Duration.ofMillis(300);
  private static final Duration LONGEST_NOISE = Duration.ofSeconds(3);

  private final ByteLink link;
  private final TimeSource time;
  private final Scan.Found found;
  private final Set<String> known = new HashSet<>();
  private final Set<Integer> taken = new HashSet<>();
  private final Set<String> mute = new LinkedHashSet<>();
  private ScanQuestions questions;
  private int baud = MbusOptions.USUAL_BAUD;

  MbusScan(ByteLink link, TimeSource time, Scan.Found found) {
    this.link = link;
    this.time = time;
    this.found = found;
    this.questions = questions(usual(baud), 0);
  }

  void run() throws LinkLostException, InterruptedException {
    boolean searched = false;
    for (int speed : SPEEDS) {
      if (known.isEmpty() && isAnybodyAt(speed)) {
        new SecondarySearch(questions, this).run();
        new PrimarySearch(questions, this).run();
        reportMute();
        searched |= speed == MbusOptions.USUAL_BAUD;
      }
    }
    if (known.isEmpty() && !searched) {
      // meters that answer to their own address alone
      use(MbusOptions.USUAL_BAUD, usual(MbusOptions.USUAL_BAUD));
      new PrimarySearch(questions, this).run();
    }
    found.progress(questions.asked(), questions.asked());
  }

  /** Asks what all meters answer, with more patience than it should take, each question twice. */
  private boolean isAnybodyAt(int speed) throws LinkLostException, InterruptedException {
    use(speed, longer(speed));
    if (isNeverQuiet()) {
      return false;
    }
    List<MbusRequest> all =
        List.of(
            MbusRequest.reset(MbusRequest.ANY),
            MbusRequest.select(new SecondaryAddress("FFFFFFFFFFFFFFFF", "")));
    for (int question = 0; question < 2 * all.size(); question++) {
      MbusRequest request = all.get(question % all.size());
      long sent = time.nanos() + request.bytes().length * MbusExchange.line(speed).byteNanos();
      Reply reply = questions.acknowledge(request);
      progress(questions.asked(), MbusRequest.HIGHEST);
      if (reply != Reply.NOTHING) {
        boolean late =
            reply == Reply.ACKNOWLEDGED && time.nanos() - sent >= usual(speed).toNanos() * 3 / 4;
        use(speed, late ? longer(speed) : usual(speed));
        return true;
      }
    }
    return false;
  }

  /** Meters send only when they are asked: what comes all the time is noise. */
  private boolean isNeverQuiet() throws LinkLostException, InterruptedException {
    long begin = time.nanos();
    while (time.nanos() - begin < LONGEST_NOISE.toNanos()) {
      if (questions.isQuiet(QUIET)) {
        return false;
      }
    }
    return true;
  }

  private static Duration usual(int speed) {
    return Duration.ofMillis(speed == SLOW ? 1500 : 400);
  }

  private static Duration longer(int speed) {
    return Duration.ofMillis(speed == SLOW ? 3000 : 1500);
  }

  private void use(int speed, Duration patience) throws LinkLostException {
    if (speed != baud) {
      link.reconfigure(MbusExchange.line(speed));
    }
    baud = speed;
    questions = questions(patience, questions.asked());
  }

  private ScanQuestions questions(Duration patience, int asked) {
    MbusExchange exchange = new MbusExchange(link, time, MbusExchange.line(baud), patience);
    return new ScanQuestions(exchange, time, asked);
  }

  /** Returns whether it is known which meter has a primary address, or that several have it. */
  boolean isTaken(int address) {
    return taken.contains(address);
  }

  void progress(int asked, int left) {
    found.progress(asked, asked + left);
  }

  /**
   * Takes the answer of a meter that was selected; its primary address is called once, since with
   * it a meter is read with fewer questions, if no other one has it.
   *
   * @return whether the meter is new.
   */
  boolean selected(LongFrame answer, SecondaryAddress wanted)
      throws LinkLostException, InterruptedException {
    Identity meter = Identity.of(answer);
    String fabrication = wanted.fabrication().isEmpty() ? "" : meter.fabrication();
    if (meter.number().isEmpty() || !known.add(meter.digits() + fabrication)) {
      return false;
    }
    known.add(meter.digits());
    int address = answer.address();
    boolean first = address >= 1 && address <= MbusRequest.HIGHEST && taken.add(address);
    Map<String, String> options = new LinkedHashMap<>();
    if (first && isAloneAt(address, meter)) {
      options.put(MeterAddress.ADDRESS, Integer.toString(address));
    } else if (meter.isMeantBy(wanted)) {
      options.put(MeterAddress.SECONDARY, meter.secondary());
      if (!fabrication.isEmpty()) {
        options.put(MeterAddress.SERIAL_NUMBER, fabrication);
      }
    } else {
      return false; // it says of itself something else than what it was selected by
    }
    meter(Certainty.CERTAIN, meter.number(), options);
    return true;
  }

  private boolean isAloneAt(int address, Identity meter)
      throws LinkLostException, InterruptedException {
    questions.acknowledge(MbusRequest.reset(address));
    Optional<LongFrame> answer = questions.data(address);
    if (answer.isEmpty() && questions.silent()) {
      answer = questions.data(address);
    }
    return answer.map(Identity::of).filter(one -> one.digits().equals(meter.digits())).isPresent();
  }

  /** Takes an identification that is acknowledged, but whose meter sends no data when selected. */
  void acknowledged(SecondaryAddress wanted) {
    mute.add(wanted.digits().substring(0, NUMBER));
  }

  /** Some of them may have answered to their primary address. */
  private void reportMute() {
    for (String number : mute) {
      if (known.stream().noneMatch(one -> one.startsWith(number))) {
        meter(Certainty.LIKELY, number, Map.of(MeterAddress.SECONDARY, number));
        known.add(number);
      }
    }
    mute.clear();
  }

  /** Takes the answer of a meter that was called by its primary address. */
  void addressed(LongFrame answer) {
    Identity meter = Identity.of(answer);
    String address = Integer.toString(answer.address());
    taken.add(answer.address());
    if (known.add(meter.number().isEmpty() ? "address " + address : meter.digits())) {
      meter(Certainty.CERTAIN, meter.number(), Map.of(MeterAddress.ADDRESS, address));
    }
  }

  private void meter(Certainty certainty, String number, Map<String, String> address) {
    Map<String, String> options = new LinkedHashMap<>(address);
    if (baud != MbusOptions.USUAL_BAUD) {
      options.put("speed", Integer.toString(baud));
    }
    found.meter(new Match(certainty, number, options, List.of()));
  }
}
