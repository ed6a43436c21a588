// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.List;
import org.metergate.driver.mbus.ScanQuestions.Reply;
import org.metergate.driver.mbus.request.MbusExchange;
import org.metergate.driver.mbus.request.MbusRequest;
import org.metergate.driver.mbus.request.SecondaryAddress;
import org.metergate.spi.discovery.Scan;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * Finds all meters of a bus: first by their secondary addresses, which takes the fewest questions
 * and separates meters with the same primary address, then at the primary addresses that are left.
 * Where no meter answers at the usual speed, others are tried; where one does, meters of another
 * speed may still be there. One thread, that of the link.
 */
final class MbusScan {
  /** At 300 bits per second a meter may take 1.15 s by the standard, at the others 0.19 s. */
  private static final int SLOW = 300;

  /**
   * Up to this number of known meters, a speed at which some of them answer too is searched for
   * others.
   */
  private static final int FEW = 8;

  /** How many of the meters that were found are called at another speed. */
  private static final int SAMPLES = 5;

  private static final MbusRequest SELECT_ALL = MbusRequest.select(SecondaryAddress.ALL);

  /** What all meters answer; some know only the last one. */
  private static final List<MbusRequest> TO_ALL =
      List.of(
          MbusRequest.reset(MbusRequest.ANY), SELECT_ALL, MbusRequest.data(MbusRequest.ANY, true));

  private static final Duration QUIET = Duration.ofMillis(300);
  private static final Duration LONGEST_NOISE = Duration.ofSeconds(3);

  private final ByteLink link;
  private final TimeSource time;
  private final ScannedBus bus;
  private final FoundMeters meters;
  private ScanQuestions questions;
  private int baud = MbusOptions.USUAL_BAUD;
  private boolean serverSetsSpeed; // whatever this link sets

  MbusScan(ByteLink link, TimeSource time, Scan.Found found) {
    this.link = link;
    this.time = time;
    this.bus = new ScannedBus(found);
    this.meters = new FoundMeters(bus);
    this.questions = questions(usual(baud), 0);
  }

  void run() throws LinkLostException, InterruptedException {
    try {
      search();
    } finally {
      bus.reportUnread();
    }
    bus.progress(questions.asked(), 0);
  }

  private void search() throws LinkLostException, InterruptedException {
    boolean searched = false;
    for (int speed : MbusOptions.TRIED_BAUDS) {
      if (!bus.isEmpty()) {
        searchOthers(speed);
      } else if (isAnyMeterAt(speed)) {
        searchSecondary();
        boolean complete = new PrimarySearch(questions, bus, meters, true).run();
        if (complete && bus.isEmpty()) {
          // meters that acknowledge nothing
          new PrimarySearch(questions, bus, meters, false).run();
        }
        searched |= speed == MbusOptions.USUAL_BAUD;
      }
      bus.reportUnread();
    }
    if (bus.isEmpty() && !searched) {
      // meters that answer to their own address alone
      use(MbusOptions.USUAL_BAUD, usual(MbusOptions.USUAL_BAUD));
      new PrimarySearch(questions, bus, meters, true).run();
    }
  }

  /** Searches again from the beginning if a meter turns out to be slow. */
  private void searchSecondary() throws LinkLostException, InterruptedException {
    if (questions.isAcknowledgedLate(SELECT_ALL)) {
      use(baud, longer(baud));
    }
    new SecondarySearch(questions, bus, meters).run();
    if (questions.foundLate() && !questions.isPatient()) {
      bus.contest(meters.calledLast());
      questions.bePatient();
      new SecondarySearch(questions, bus, meters).run();
    }
  }

  /** Asks what all meters answer, with more patience than it should take, each question twice. */
  private boolean isAnyMeterAt(int speed) throws LinkLostException, InterruptedException {
    use(speed, longer(speed));
    if (isNeverQuiet()) {
      return false;
    }
    for (int question = 0; question < 2 * TO_ALL.size(); question++) {
      MbusRequest request = TO_ALL.get(question % TO_ALL.size());
      long begin = time.nanos();
      Reply reply = questions.acknowledge(request);
      bus.progress(questions.asked(), MbusRequest.HIGHEST);
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
      new PrimarySearch(questions, bus, meters, true).run();
    }
  }

  private boolean isAnotherAt(int speed) throws LinkLostException, InterruptedException {
    long sending = SELECT_ALL.bytes().length * MbusExchange.line(speed).byteNanos();
    for (int question = 0; question < 2; question++) {
      long begin = time.nanos();
      Reply reply = questions.acknowledge(SELECT_ALL);
      bus.progress(questions.asked(), 1);
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
    return new ScanQuestions(exchange, time, patience, asked);
  }
}
