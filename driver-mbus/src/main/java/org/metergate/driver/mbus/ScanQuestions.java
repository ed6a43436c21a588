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

/**
 * Asks the questions of a scan, decides whether one meter answered or several, and counts the
 * questions. One thread, that of the link.
 */
final class ScanQuestions {
  /**
   * A meter begins to answer within 330 bit times and 50 ms (EN 13757-2), 188 ms at 2400 bits per
   * second: an answer of another one, which begins later than a short first one, is not missed.
   */
  private static final Duration SECOND_ANSWER = Duration.ofMillis(250);

  /** Meters were seen that take two seconds until they send data (rscada/libmbus issue 121). */
  private static final Duration SLOWEST = Duration.ofMillis(2500);

  /** No answer takes longer, also at 300 bits per second; what does is noise. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** How long to listen before looking again whether the line is quiet. */
  private static final Duration PART = Duration.ofMillis(100);

  /** Bytes that come within a wait end it; a clock of milliseconds may round one to its end. */
  private static final Duration EARLY = Duration.ofMillis(20);

  /** In bytes: acknowledgements that do not coincide, and noise, are no longer; data is. */
  private static final int MOST_ACKNOWLEDGEMENTS = 8;

  /** In bytes: a converter that switches the line may add one before and one behind an answer. */
  private static final int SWITCHING = 2;

  /** What came after a question that meters acknowledge. */
  enum Reply {
    /** Nothing, or the echo of the question alone. */
    NOTHING,
    /** An acknowledgement: several at the same time look like one. */
    ACKNOWLEDGED,
    /** Something else: several acknowledgements one over the other, or noise. */
    UNCLEAR
  }

  private final MbusExchange exchange;
  private final TimeSource time;
  private final Duration patience;
  private int asked;
  private boolean silent = true;
  private boolean patient;
  private boolean foundLate;
  private long allAnswerNanos; // how long all meters took to answer together; 0 if not known

  /**
   * Creates questions.
   *
   * @param exchange for one speed.
   * @param time the clock of the link.
   * @param patience how long to wait for the first byte of an answer.
   * @param askedBefore how many questions were asked at other speeds.
   */
  ScanQuestions(MbusExchange exchange, TimeSource time, Duration patience, int askedBefore) {
    this.exchange = exchange;
    this.time = time;
    this.patience = patience;
    this.asked = askedBefore;
  }

  /** Returns the number of questions asked so far. */
  int asked() {
    return asked;
  }

  /**
   * From now on waits after each question for data until the slowest meter has answered: where one
   * is slow, a good answer of another does not show that this other one is alone.
   */
  void bePatient() {
    patient = true;
  }

  /** Returns whether each question for data waits for the slowest meter. */
  boolean isPatient() {
    return patient;
  }

  /** Returns whether data came when its question had been given up, or was thought answered. */
  boolean foundLate() {
    return foundLate;
  }

  /** Asks for an acknowledgement. */
  Reply acknowledge(MbusRequest request) throws LinkLostException, InterruptedException {
    asked++;
    long before = exchange.received();
    boolean acknowledged = exchange.isAcknowledged(request);
    foundLate |= exchange.received() - before - echo(request) > MOST_ACKNOWLEDGEMENTS;
    silent = !acknowledged && nothingCame();
    if (acknowledged) {
      return Reply.ACKNOWLEDGED;
    }
    return silent ? Reply.NOTHING : Reply.UNCLEAR;
  }

  private long echo(MbusRequest request) {
    return exchange.traffic().echoed() ? request.bytes().length : 0;
  }

  /**
   * Asks for data.
   *
   * @param address of one meter, or of the one that was selected.
   * @return the answer, if it is good and the only one: behind answers that destroyed each other, a
   *     late one may be whole.
   */
  Optional<LongFrame> data(int address) throws LinkLostException, InterruptedException {
    return patient ? dataOfAll(address) : dataOfPrompt(address);
  }

  private Optional<LongFrame> dataOfPrompt(int address)
      throws LinkLostException, InterruptedException {
    MbusRequest request = MbusRequest.data(address, true);
    long before = exchange.received();
    long end = time.nanos() + allAnswerNanos;
    Optional<LongFrame> answer = ask(request);
    long others = others(request, before, answer);
    silent = answer.isEmpty() && others <= 0;
    boolean alone = answer.isPresent() && others <= SWITCHING && isQuietUntil(end);
    return alone ? answer : Optional.empty();
  }

  /**
   * Asks all meters for data, and listens until the slowest one has answered, whatever came before.
   * Where nothing came late, each meter begins to answer before all have answered here.
   */
  Optional<LongFrame> dataOfAll(int address) throws LinkLostException, InterruptedException {
    allAnswerNanos = 0;
    return dataOfSlow(address, true);
  }

  /** Asks for data, and listens until the slowest meter has answered, unless damage came first. */
  Optional<LongFrame> dataOfOne(int address) throws LinkLostException, InterruptedException {
    return dataOfSlow(address, patient);
  }

  private Optional<LongFrame> dataOfSlow(int address, boolean alsoAfterDamage)
      throws LinkLostException, InterruptedException {
    MbusRequest request = MbusRequest.data(address, true);
    long before = exchange.received();
    long begin = time.nanos();
    long end = begin + SLOWEST.toNanos();
    Optional<LongFrame> answer = ask(request);
    allAnswerNanos = allAnswerNanos == 0 ? time.nanos() - begin : allAnswerNanos;
    if (alsoAfterDamage || others(request, before, answer) <= SWITCHING) {
      foundLate |= !isQuietUntil(end);
    }
    answer = answer.or(exchange::late);
    long others = others(request, before, answer);
    silent = answer.isEmpty() && others <= 0;
    return others <= SWITCHING ? answer : Optional.empty();
  }

  private Optional<LongFrame> ask(MbusRequest request)
      throws LinkLostException, InterruptedException {
    asked++;
    return exchange.ask(request);
  }

  /** Returns how many bytes came besides the answer; where none is good, all of them. */
  private long others(MbusRequest request, long before, Optional<LongFrame> answer) {
    int own = answer.map(one -> one.bytes().length).orElse(0);
    return exchange.received() - before - echo(request) - own;
  }

  /** Listens until a time, and on until the line is quiet; returns whether nothing came at all. */
  private boolean isQuietUntil(long end) throws LinkLostException, InterruptedException {
    long before = exchange.received();
    long last = end + LONGEST_WAIT.toNanos();
    boolean quiet = isQuiet(SECOND_ANSWER);
    while (time.nanos() < end || !quiet && time.nanos() < last) {
      quiet = isQuiet(PART);
    }
    return exchange.received() == before;
  }

  /** Listens until the slowest meter has answered the questions asked so far. */
  void awaitLate() throws LinkLostException, InterruptedException {
    foundLate |= !isQuietUntil(time.nanos() + SLOWEST.toNanos());
  }

  /**
   * Returns whether a meter acknowledges after the patience has ended.
   *
   * @param request that all meters acknowledge.
   */
  boolean isAcknowledgedLate(MbusRequest request) throws LinkLostException, InterruptedException {
    long end = time.nanos() + SLOWEST.toNanos();
    acknowledge(request);
    return time.nanos() < end && !isQuietUntil(end);
  }

  /**
   * Tries again to get data that did not come well. A meter that acknowledged is there: where it
   * sent nothing yet, its answer is awaited as long as the slowest ones need, before it is asked
   * again.
   */
  Optional<LongFrame> dataAgain(int address) throws LinkLostException, InterruptedException {
    if (silent && !patient) {
      long before = exchange.received();
      foundLate |= !isQuietUntil(time.nanos() + SLOWEST.minus(patience).toNanos());
      Optional<LongFrame> late = exchange.late();
      if (late.isPresent()
          && exchange.received() - before <= late.get().bytes().length + SWITCHING) {
        silent = false;
        return late;
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
