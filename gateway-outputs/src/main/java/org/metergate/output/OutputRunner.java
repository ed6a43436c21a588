// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.metergate.health.FindingListener;
import org.metergate.health.OutputHealth;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.StoredReading;
import org.metergate.retry.BackOff;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.time.TimeSource;

/**
 * Brings the journal's readings to one output, in their order and each at least once: the cursor
 * moves only past what has arrived. An output that has no cursor yet starts at the newest reading.
 * {@link #start} gives it a thread of its own; tests call {@link #step} instead.
 */
public final class OutputRunner implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(OutputRunner.class.getName());

  /** Readings in memory at a time, however many wait. */
  private static final int BATCH = 100;

  /** How often an output that has nothing to do is asked whether all is well. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Output output;
  private final OutputInfo info;
  private final Journal journal;
  private final TimeSource time;
  private final RetryState retryState;
  private final DeliveryStats account;
  private final OutputCursor cursor;
  private final Thinning thinning;
  private final WithheldCounters late;
  private final DeliveryThread thread;
  private volatile long goTo = -1;
  private boolean lateTurn;
  private long newestAtStart = -1;
  private boolean attached;
  private AutoCloseable listening;

  /**
   * Prepares the delivery; nothing is opened yet.
   *
   * @param output where to.
   * @param journal where from.
   * @param time the clock for states and back-off.
   * @param listener is told of faults and events, with the output's name as the meter's.
   */
  public OutputRunner(Output output, Journal journal, TimeSource time, FindingListener listener) {
    this(output, journal, time, listener, BackOff.usual());
  }

  OutputRunner(
      Output output, Journal journal, TimeSource time, FindingListener listener, BackOff backoff) {
    this.output = output;
    this.info = output.info();
    this.journal = journal;
    this.time = time;
    this.retryState = new RetryState(backoff, time);
    this.account = new DeliveryStats(info.name(), info.type(), listener);
    this.cursor = new OutputCursor(info.name(), journal, info.unconfirmedWindow(), time);
    this.thinning = new Thinning(info.every());
    this.late = new WithheldCounters(info.name(), journal, info.unconfirmedWindow(), time);
    this.thread =
        new DeliveryThread("output-" + info.name(), this::step, retryState::isOn, this::end);
  }

  /**
   * Starts the delivery on a thread named {@code output-} and the output's name. To be called
   * before the first meter is read, so that a new output misses no reading.
   */
  public void start() {
    findCursor();
    listening = journal.listen(stored -> thread.wake());
    thread.start();
  }

  /**
   * Says how the delivery stands.
   *
   * @return as of now; any thread may ask. A queue of 100 and more is counted by its numbers, of
   *     which some may be missing after a power cut.
   */
  public OutputHealth health() {
    long from = cursor.position();
    long newest = journal.newestId();
    if (from < 0 || newest <= from) {
      return account.health(0, Optional.empty());
    }
    try {
      List<StoredReading> waiting = journal.readAfter(from, BATCH);
      return account.health(
          waiting.size() < BATCH ? waiting.size() : newest - from,
          waiting.stream().findFirst().map(stored -> stored.reading().receivedAt()));
    } catch (JournalException e) {
      return account.health(newest - from, Optional.empty()); // the fault is told by the delivery
    }
  }

  /**
   * Delivers again from a place on; soon, or when the other side is back. Any thread.
   *
   * @param before the reading before the first that is wanted, 0 for all.
   * @return how many readings there are from there on, counted by their numbers.
   */
  public long backfill(long before) {
    goTo = before;
    thread.wake();
    return journal.newestId() - before;
  }

  /**
   * Does what there is to do now: one batch at most.
   *
   * @return how long to wait before the next step; zero where more waits already.
   * @throws InterruptedException when the program ends meanwhile.
   */
  public Duration step() throws InterruptedException {
    try {
      findCursor();
      attach();
      Optional<Finding> obstacle = output.open();
      if (obstacle.isPresent()) {
        return failed(obstacle.get(), Duration.ZERO);
      }
      List<StoredReading> batch = journal.readAfter(cursor.position(), BATCH);
      late.look(cursor.position());
      lateTurn = late.areBehind() && (batch.isEmpty() || !lateTurn);
      if (lateTurn) {
        WithheldCounters.Part part = late.next(cursor.position(), BATCH);
        return deliver(part.readings(), part.last(), part.cursor());
      }
      return batch.isEmpty()
          ? caughtUp()
          : deliver(late.withhold(batch), batch.get(batch.size() - 1).id(), cursor);
    } catch (JournalException e) {
      return failed(
          OutputFindings.JOURNAL.with("output", info.name(), "reason", e.getMessage()),
          Duration.ZERO);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "error in output " + info.name(), e);
      String error = e.getClass().getSimpleName();
      return failed(OutputFindings.BUG.with("output", info.name(), "error", error), Duration.ZERO);
    }
  }

  private void attach() throws JournalException {
    if (!attached && output instanceof HostedOutput hosted) {
      hosted.attach(new Host());
    }
    attached = true;
  }

  private Duration deliver(List<StoredReading> batch, long last, OutputCursor moved)
      throws InterruptedException {
    List<StoredReading> wanted = thinning.of(batch);
    if (wanted.isEmpty()) {
      moved.advance(last);
      return Duration.ZERO;
    }
    Delivery delivery = output.deliver(wanted);
    if (delivery.delivered() > 0) {
      boolean all = delivery.delivered() == wanted.size();
      moved.advance(all ? last : wanted.get(delivery.delivered() - 1).id());
      account.delivered(delivery.delivered(), time.now());
      retryState.reached();
    }
    if (delivery instanceof Delivery.Refused refused) {
      account.happened(refused.reason());
      moved.advance(wanted.get(delivery.delivered()).id());
    } else if (delivery instanceof Delivery.Done done) {
      done.events().forEach(account::happened);
    }
    if (delivery instanceof Delivery.TryAgain again) {
      return failed(again.reason(), again.notBefore());
    }
    retryState.end();
    account.recovered();
    return Duration.ZERO;
  }

  private Duration caughtUp() throws InterruptedException {
    Optional<Finding> obstacle = output.caughtUp();
    return obstacle.isPresent() ? failed(obstacle.get(), Duration.ZERO) : idle();
  }

  private Duration idle() {
    retryState.rest();
    account.recovered();
    cursor.settle();
    return IDLE;
  }

  private Duration failed(Finding reason, Duration notBefore) {
    cursor.goBack();
    late.goBack();
    account.failed(reason, time.now());
    return retryState.begin(notBefore);
  }

  private void findCursor() {
    if (newestAtStart < 0) {
      newestAtStart = journal.newestId();
    }
    cursor
        .find()
        .ifPresent(
            newest ->
                account.happened(
                    OutputFindings.STARTS_AT_NEWEST.with("output", info.name(), "newest", newest)));
    long wish = goTo;
    if (wish >= 0) {
      goTo = -1;
      cursor.goTo(wish);
    }
  }

  private final class Host implements OutputHost {
    @Override
    public Journal journal() {
      return journal;
    }

    @Override
    public long newestAtStart() {
      return newestAtStart;
    }

    @Override
    public boolean continues(MeterRef meter) {
      return !journal.decisions().meaning(meter).last().offsets().isEmpty();
    }

    @Override
    public void wake() {
      thread.wake();
    }
  }

  private void end() {
    if (!retryState.isOn()) {
      cursor.settleAll(); // who ends in good order need not repeat anything
    }
    output.close();
  }

  /** Ends the delivery within a few seconds: a batch that is on its way may still arrive. */
  @Override
  public void close() {
    if (listening == null) {
      output.close();
      return;
    }
    try {
      listening.close();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.DEBUG, "output " + info.name() + " still listens", e);
    }
    thread.close();
  }
}
