// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.Optional;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.frame.MbusFrame;
import org.metergate.driver.mbus.request.MbusExchange;
import org.metergate.driver.mbus.request.MbusRequest;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.dialogue.Traffic.Reason;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/** Asks the questions of a scan, tells one answer from several, and counts. One thread. */
final class ScanQuestions {
  /**
   * A meter begins to answer within 330 bit times and 50 ms (EN 13757-2), 188 ms at 2400 bits per
   * second: an answer of another one, which begins later than a short first one, is not missed.
   */
  private static final Duration SECOND_ANSWER = Duration.ofMillis(250);

  /** Meters were seen that take two seconds until they send data (rscada/libmbus issue 121). */
  private static final Duration SLOWEST = Duration.ofMillis(2500);

  /** So long it is listened at once. */
  private static final Duration PART = Duration.ofMillis(100);

  private static final Duration EARLY = Duration.ofMillis(20);

  /** What came after a question that meters acknowledge. */
  enum Reply {
    /** Nothing, or the echo of the question alone. */
    NOTHING,
    /** An acknowledgement: several at the same time look like one. */
    ACKNOWLEDGED,
    /** Something else: several acknowledgements one over the other, or noise. */
    UNCLEAR
  }

  /** A converter that switches the line may add a byte before and behind an answer. */
  private static final int SWITCHING = 2;

  private final MbusExchange exchange;
  private final CountingLink link;
  private final TimeSource time;
  private final Duration patience;
  private int asked;
  private boolean silent = true;

  /**
   * Creates questions.
   *
   * @param exchange for one speed.
   * @param link that of the exchange.
   * @param time the clock of the link.
   * @param patience how long to wait for the first byte of an answer.
   * @param askedBefore how many questions were asked at other speeds.
   */
  ScanQuestions(
      MbusExchange exchange,
      CountingLink link,
      TimeSource time,
      Duration patience,
      int askedBefore) {
    this.exchange = exchange;
    this.link = link;
    this.time = time;
    this.patience = patience;
    this.asked = askedBefore;
  }

  /** Returns the number of questions asked so far. */
  int asked() {
    return asked;
  }

  /** Asks for an acknowledgement. */
  Reply acknowledge(MbusRequest request) throws LinkLostException, InterruptedException {
    asked++;
    boolean acknowledged = exchange.isAcknowledged(request);
    silent = !acknowledged && nothingCame();
    if (acknowledged) {
      return Reply.ACKNOWLEDGED;
    }
    return silent ? Reply.NOTHING : Reply.UNCLEAR;
  }

  /**
   * Asks for data.
   *
   * @param address of one meter, or of the one that was selected.
   * @return the answer, if it is good and the only one: behind answers that destroyed each other, a
   *     late one may be whole.
   */
  Optional<LongFrame> data(int address) throws LinkLostException, InterruptedException {
    asked++;
    MbusRequest request = MbusRequest.data(address, true);
    long before = link.received();
    Optional<LongFrame> answer = exchange.ask(request);
    long echo = exchange.traffic().echoed() ? request.bytes().length : 0;
    long others = link.received() - before - echo - answer.map(one -> one.bytes().length).orElse(0);
    silent = answer.isEmpty() && others <= 0;
    boolean alone = answer.isPresent() && others <= SWITCHING && isQuiet(SECOND_ANSWER);
    return alone ? answer : Optional.empty();
  }

  /**
   * Tries again to get data that did not come well. A meter that acknowledged is there: where it
   * sent nothing yet, its answer is awaited as long as the slowest ones need, before it is asked
   * again.
   */
  Optional<LongFrame> dataAgain(int address) throws LinkLostException, InterruptedException {
    if (silent) {
      long end = time.nanos() + SLOWEST.minus(patience).toNanos();
      boolean quiet = false;
      while (exchange.late().isEmpty() && (time.nanos() < end || !quiet)) {
        quiet = isQuiet(PART);
      }
      if (exchange.late().isPresent() && isQuiet(SECOND_ANSWER)) {
        silent = false;
        return exchange.late();
      }
    }
    return data(address);
  }

  /** Returns whether nothing came after the last question. */
  boolean silent() {
    return silent;
  }

  /** Listens for a while, and returns whether nothing came. */
  boolean isQuiet(Duration wait) throws LinkLostException, InterruptedException {
    long begin = time.nanos();
    exchange.idle(wait, new Unread());
    return time.nanos() - begin >= wait.minus(EARLY).toNanos(); // bytes end the wait
  }

  private boolean nothingCame() {
    Reason reason = exchange.reason();
    return reason == Reason.NOTHING || reason == Reason.ECHO_ONLY;
  }

  /** That something comes is all that counts. */
  private static final class Unread implements FrameSink<MbusFrame> {
    @Override
    public void frame(MbusFrame frame) {
      // not looked at
    }

    @Override
    public void noise(byte[] bytes, int offset, int length) {
      // likewise
    }

    @Override
    public void corrupt(Damage damage) {
      // likewise
    }
  }
}
