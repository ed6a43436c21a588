// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.driver.mbus.ScanQuestions.Reply;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.request.MbusExchange;
import org.metergate.driver.mbus.request.MbusRequest;
import org.metergate.driver.mbus.request.SecondaryAddress;
import org.metergate.spi.discovery.Scan;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * Finds all meters of a bus: first by their secondary addresses, which takes the fewest questions
 * and tells meters with the same primary address apart, then at the primary addresses that are
 * left. Where nobody answers at the usual speed, others are tried; where somebody does, meters of
 * another speed may still be there. One thread, that of the link.
 */
final class MbusScan {
  /** At 300 bits per second a meter may take 1.15 s by the standard, at the others 0.19 s. */
  private static final int SLOW = 300;

  /** The slow one before the fast one: it shows whether the line has the speed that is set. */
  private static final List<Integer> SPEEDS = List.of(MbusOptions.USUAL_BAUD, SLOW, 9600);

  /** So many meters that answer at two speeds are searched again at the second one, for others. */
  private static final int FEW = 8;

  /** So many of the meters that were found are called at another speed. */
  private static final int SAMPLES = 5;

  private static final MbusRequest SELECT_ALL =
      MbusRequest.select(new SecondaryAddress("FFFFFFFFFFFFFFFF", ""));

  /** What all meters answer; the last one those too that know neither of the others. */
  private static final List<MbusRequest> TO_ALL =
      List.of(
          MbusRequest.reset(MbusRequest.ANY), SELECT_ALL, MbusRequest.data(MbusRequest.ANY, true));

  private static final Duration QUIET = Duration.ofMillis(300);
  private static final Duration LONGEST_NOISE = Duration.ofSeconds(3);

  private final CountingLink link;
  private final TimeSource time;
  private final Scan.Found found;
  private final ScannedBus bus;
  private ScanQuestions questions;
  private int baud = MbusOptions.USUAL_BAUD;
  private int calledLast; // the primary address of a meter that was selected
  private boolean serverSetsSpeed; // whatever is set here

  MbusScan(ByteLink link, TimeSource time, Scan.Found found) {
    this.link = new CountingLink(link);
    this.time = time;
    this.found = found;
    this.bus = new ScannedBus(found);
    this.questions = questions(usual(baud), 0);
  }

  void run() throws LinkLostException, InterruptedException {
    try {
      search();
    } finally {
      bus.reportUnread();
    }
    found.progress(questions.asked(), questions.asked());
  }

  private void search() throws LinkLostException, InterruptedException {
    boolean searched = false;
    for (int speed : SPEEDS) {
      if (!bus.isEmpty()) {
        searchOthers(speed);
      } else if (isAnybodyAt(speed)) {
        searchSecondary();
        boolean complete = new PrimarySearch(questions, this, true).run();
        if (complete && bus.isEmpty()) {
          // meters that acknowledge nothing
          new PrimarySearch(questions, this, false).run();
        }
        searched |= speed == MbusOptions.USUAL_BAUD;
      }
      bus.reportUnread();
    }
    if (bus.isEmpty() && !searched) {
      // meters that answer to their own address alone
      use(MbusOptions.USUAL_BAUD, usual(MbusOptions.USUAL_BAUD));
      new PrimarySearch(questions, this, true).run();
    }
  }

  /** Searches again from the beginning if a meter turns out to be slow. */
  private void searchSecondary() throws LinkLostException, InterruptedException {
    if (questions.isAcknowledgedLate(SELECT_ALL)) {
      use(baud, longer(baud));
    }
    new SecondarySearch(questions, this).run();
    if (questions.foundLate() && !questions.isPatient()) {
      bus.contest(calledLast);
      questions.bePatient();
      new SecondarySearch(questions, this).run();
    }
  }

  /** Asks what all meters answer, with more patience than it should take, each question twice. */
  private boolean isAnybodyAt(int speed) throws LinkLostException, InterruptedException {
    use(speed, longer(speed));
    if (isNeverQuiet()) {
      return false;
    }
    for (int question = 0; question < 2 * TO_ALL.size(); question++) {
      MbusRequest request = TO_ALL.get(question % TO_ALL.size());
      long begin = time.nanos();
      Reply reply = questions.acknowledge(request);
      progress(questions.asked(), MbusRequest.HIGHEST);
      if (reply != Reply.NOTHING) {
        boolean late = reply == Reply.ACKNOWLEDGED && isLate(request, begin);
        use(speed, late && isLateAgain(request) ? longer(speed) : usual(speed));
        return true;
      }
    }
    return false;
  }

  /** The first answer may have been late because a connection or this program was just started. */
  private boolean isLateAgain(MbusRequest request) throws LinkLostException, InterruptedException {
    long begin = time.nanos();
    return questions.acknowledge(request) != Reply.ACKNOWLEDGED || isLate(request, begin);
  }

  private boolean isLate(MbusRequest request, long begin) {
    long sending = request.bytes().length * MbusExchange.line(baud).byteNanos();
    return time.nanos() - begin - sending >= usual(baud).toNanos() * 3 / 4;
  }

  /**
   * Searches meters that answer at another speed than those that were found. Many answer at several
   * speeds, and are in the way then: where too many do, none of another speed is found.
   */
  private void searchOthers(int speed) throws LinkLostException, InterruptedException {
    if (serverSetsSpeed) {
      return;
    }
    use(speed, usual(speed));
    if (isNeverQuiet() || !isAnotherAt(speed)) {
      return;
    }
    boolean same = isAnyKnownHere();
    if (same && bus.size() > FEW) {
      return;
    }
    int before = bus.size();
    searchSecondary();
    if (!same && bus.size() > before) {
      new PrimarySearch(questions, this, true).run();
    }
  }

  private boolean isAnotherAt(int speed) throws LinkLostException, InterruptedException {
    long sending = SELECT_ALL.bytes().length * MbusExchange.line(speed).byteNanos();
    for (int question = 0; question < 2; question++) {
      long begin = time.nanos();
      Reply reply = questions.acknowledge(SELECT_ALL);
      progress(questions.asked(), 1);
      if (reply != Reply.NOTHING) {
        // it answered before the question could be sent at this speed
        serverSetsSpeed = time.nanos() - begin < sending;
        return !serverSetsSpeed;
      }
    }
    return false;
  }

  private boolean isAnyKnownHere() throws LinkLostException, InterruptedException {
    for (MbusRequest call : bus.calls().stream().limit(SAMPLES).toList()) {
      if (questions.acknowledge(call) != Reply.NOTHING) {
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
    bus.baud(speed);
    questions = questions(patience, questions.asked());
  }

  private ScanQuestions questions(Duration patience, int asked) {
    MbusExchange exchange = new MbusExchange(link, time, MbusExchange.line(baud), patience);
    return new ScanQuestions(exchange, link, time, patience, asked);
  }

  /** Returns what is known of the bus. */
  ScannedBus bus() {
    return bus;
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
    String identity = meter.digits() + fabrication;
    if (!bus.add(identity)) {
      return false;
    }
    int address = answer.address();
    boolean first = bus.take(address);
    Map<String, String> options = new LinkedHashMap<>();
    MbusRequest call = MbusRequest.reset(address);
    if (first && isAloneAt(address, meter)) {
      options.put(MeterAddress.ADDRESS, Integer.toString(address));
    } else if (meter.isMeantBy(wanted)) {
      call = MbusRequest.select(meter.selection().orElse(wanted).withFabrication(fabrication));
      options.put(MeterAddress.SECONDARY, meter.secondary());
      if (!fabrication.isEmpty()) {
        options.put(MeterAddress.SERIAL_NUMBER, fabrication);
      }
      if (first) {
        bus.contest(address);
      }
    } else {
      // it says of itself something else than what it was selected by, or the answers of several
      // look like one: its address is called later
      bus.forget(identity);
      if (first) {
        bus.release(address);
      }
      return false;
    }
    bus.add(meter.digits());
    bus.report(answer, meter, call, options);
    return true;
  }

  private boolean isAloneAt(int address, Identity meter)
      throws LinkLostException, InterruptedException {
    calledLast = address;
    questions.acknowledge(MbusRequest.reset(address));
    Optional<LongFrame> answer = questions.data(address);
    if (answer.isEmpty()) {
      answer = questions.data(address);
    }
    return answer.map(Identity::of).filter(one -> one.digits().equals(meter.digits())).isPresent();
  }

  /**
   * Takes the answer of a meter that was called by its primary address. An address that nobody was
   * known to have is that of another meter, also where the answer is that of one that is known; but
   * many have no address of their own, which is 0.
   */
  void addressed(LongFrame answer) {
    Identity meter = Identity.of(answer);
    int address = answer.address();
    if (meter.number().isEmpty() && !ScannedBus.isAddress(address) && bus.hasMute()) {
      return; // it is one that was selected
    }
    boolean isNew = bus.add(meter.number().isEmpty() ? "address " + address : meter.digits());
    if (bus.take(address) || isNew) {
      bus.report(
          answer,
          meter,
          MbusRequest.reset(address),
          Map.of(MeterAddress.ADDRESS, Integer.toString(address)));
    }
  }
}
