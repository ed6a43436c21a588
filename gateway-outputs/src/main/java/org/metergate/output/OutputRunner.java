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
import org.metergate.spi.time.TimeSource;

/**
 * Delivers the journal's readings to one output, in their order and each at least once: the cursor
 * moves only past what has arrived. An output without a cursor starts at the newest reading. {@link
 * #start} gives it a thread of its own; tests call {@link #step} instead.
 */
public final class OutputRunner implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(OutputRunner.class.getName());

  /** Readings in memory at a time, however many wait. */
  private static final int BATCH = 100;

  /** The same where each is delivered alone. */
  private static final int FEW = 10;

  /** How often an idle output is opened, to check its connection. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Output output;
  private final OutputInfo info;
  private final Journal journal;
  private final TimeSource time;
  private final RetryState retryState;
  private final DeliveryStats stats;
  private final OutputCursor cursor;
  private final OutputView view;
  private final Thinning thinning;
  private final WithheldCounters withheld;
  private final DeliveryThread thread;
  private final PresentReadings present;
  private final boolean oneByOne;
  private final int batchSize;
  private boolean withheldTurn;
  private long newestAtStart = -1;
  private boolean attached;
  private AutoCloseable subscription;

  /**
   * Prepares the delivery; nothing is opened yet.
   *
   * @param output to deliver to.
   * @param journal to read from.
   * @param time the clock for states and back-off.
   * @param listener notified of faults and events, with the output's name in place of a meter's.
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
    this.stats = new DeliveryStats(info, listens(output), listener);
    this.cursor = new OutputCursor(info.name(), journal, info.unconfirmedWindow(), time);
    this.view = new OutputView(info.view(), journal.history());
    this.thinning = new Thinning(info.every());
    long newestBefore = journal.readings().newestId();
    this.present = new PresentReadings(output instanceof PresentOutput, time, newestBefore);
    this.oneByOne = output instanceof PresentOutput shown && shown.countsRepeats();
    this.batchSize = oneByOne ? FEW : BATCH;
    this.withheld =
        new WithheldCounters(info.name(), journal, info.unconfirmedWindow(), time, newestBefore);
    this.thread =
        new DeliveryThread("output-" + info.name(), this::step, retryState::isOn, this::end);
  }

  private static Optional<String> listens(Output output) {
    return output instanceof ListeningOutput open ? Optional.of(open.listens()) : Optional.empty();
  }

  /**
   * Starts the delivery on a thread named {@code output-} and the output's name. To be called
   * before the first meter is read, so that a new output misses no reading. On it, the first
   * reading after a pause waits a moment for others that came with it; without it, who calls {@link
   * #step} decides when to deliver. Where it fails, the output is closed.
   */
  public void start() {
    try {
      present.waitAfterPause();
      findCursor();
      subscription = journal.readings().listen(stored -> thread.wake());
      thread.start();
    } catch (RuntimeException | Error e) { // no thread or no memory is left
      endSubscription();
      output.close();
      throw e;
    }
  }

  /**
   * Returns the state of the delivery.
   *
   * @return as of now; any thread. A queue of 100 or more is counted by ids, of which some may be
   *     missing after a power cut.
   */
  public OutputHealth health() {
    long from = cursor.position();
    long newest = journal.readings().newestId();
    if (from < 0 || newest <= from) {
      return stats.health(0, Optional.empty());
    }
    try {
      List<StoredReading> waiting = journal.readings().readAfter(from, BATCH);
      return stats.health(
          waiting.size() < BATCH ? waiting.size() : journal.readings().idsBetween(from, newest),
          waiting.stream().findFirst().map(stored -> stored.reading().receivedAt()));
    } catch (JournalException e) {
      return stats.health(
          journal.readings().idsBetween(from, newest),
          Optional.empty()); // the delivery reports the fault
    }
  }

  /**
   * Delivers again from a reading on; soon, or when the other side is reachable again. Of several
   * requests until then, the one that goes back furthest includes the others. Any thread.
   *
   * @param before the reading before the first that is wanted, 0 for all.
   * @return how many readings there are from there on, counted by their ids.
   */
  public long backfill(long before) {
    cursor.request(before);
    thread.wake();
    return journal.readings().idsBetween(before, journal.readings().newestId());
  }

  /**
   * Does what is due now: one batch at most.
   *
   * @return how long to wait before the next step; zero if more is waiting already.
   * @throws InterruptedException when the program is stopped meanwhile.
   */
  public Duration step() throws InterruptedException {
    try {
      findCursor();
      attach();
      Optional<Finding> obstacle = output.open();
      if (obstacle.isPresent()) {
        return failed(obstacle.get(), Duration.ZERO);
      }
      List<StoredReading> batch = journal.readings().readAfter(cursor.position(), batchSize);
      while (withheld.look(cursor.position())) {
        batch = journal.readings().readAfter(cursor.position(), batchSize);
      }
      withheldTurn = withheld.areDue(cursor.position()) && (batch.isEmpty() || !withheldTurn);
      if (withheldTurn) {
        WithheldCounters.Part part = withheld.next(cursor.position(), BATCH);
        return deliver(part.readings(), part.last(), part.cursor());
      }
      return batch.isEmpty() ? caughtUp() : deliver(batch);
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
      hosted.attach(new JournalHost(journal, view, present, () -> newestAtStart, thread::wake));
    }
    attached = true;
  }

  /** Delivers what is decided about, or waits until it is. */
  private Duration deliver(List<StoredReading> batch)
      throws InterruptedException, JournalException {
    List<StoredReading> decided = present.decided(batch, batch.size() == batchSize);
    if (decided.isEmpty()) {
      return present.left(batch.get(0).id());
    }
    return deliver(withheld.withhold(decided), decided.get(decided.size() - 1).id(), cursor);
  }

  private Duration deliver(List<StoredReading> batch, long upTo, OutputCursor moved)
      throws InterruptedException, JournalException {
    thinning.settled(withheld.settled(cursor.settled()));
    List<StoredReading> wanted = thinning.of(view.of(batch));
    long last = upTo;
    if (oneByOne && wanted.size() > 1) {
      wanted = wanted.subList(0, 1);
      last = wanted.get(0).id();
    }
    if (wanted.isEmpty()) {
      moved.advance(last);
      return Duration.ZERO;
    }
    Delivery delivery = output.deliver(wanted);
    if (delivery.delivered() > 0) {
      boolean all = delivery.delivered() == wanted.size();
      moved.advance(all ? last : wanted.get(delivery.delivered() - 1).id());
      present.delivered(wanted.get(delivery.delivered() - 1).id());
      if (oneByOne) {
        journal.commitCursors();
      }
      stats.delivered(delivery.delivered(), time.now());
      retryState.reached();
    }
    if (delivery instanceof Delivery.Refused refused) {
      stats.happened(refused.reason());
      moved.advance(wanted.get(delivery.delivered()).id());
    } else if (delivery instanceof Delivery.Done done) {
      done.events().forEach(stats::happened);
    }
    if (delivery instanceof Delivery.TryAgain again) {
      return failed(again.reason(), again.notBefore());
    }
    retryState.end();
    stats.recovered();
    return Duration.ZERO;
  }

  private Duration caughtUp() throws InterruptedException {
    Optional<Finding> obstacle = output.caughtUp();
    return obstacle.isPresent() ? failed(obstacle.get(), Duration.ZERO) : idle();
  }

  private Duration idle() {
    retryState.rest();
    stats.recovered();
    cursor.settle();
    return IDLE;
  }

  private Duration failed(Finding reason, Duration notBefore) {
    cursor.goBack();
    withheld.goBack();
    stats.failed(reason, time.now());
    return retryState.begin(notBefore);
  }

  private void findCursor() {
    if (newestAtStart < 0) {
      newestAtStart = journal.readings().newestId();
    }
    cursor
        .find()
        .ifPresent(
            newest ->
                stats.happened(
                    OutputFindings.STARTS_AT_NEWEST.with("output", info.name(), "newest", newest)));
    cursor.followRequests();
  }

  private void end() {
    if (!retryState.isOn()) {
      cursor.settleAll(); // nothing needs to be repeated after an orderly end
      withheld.settleAll();
    }
    output.close();
  }

  /** Ends the delivery within a few seconds: a batch that is being sent may still arrive. */
  @Override
  public void close() {
    if (subscription == null) {
      output.close();
      return;
    }
    endSubscription();
    thread.close();
  }

  private void endSubscription() {
    if (subscription == null) {
      return;
    }
    try {
      subscription.close();
    } catch (Exception e) {
      LOG.log(
          System.Logger.Level.DEBUG,
          "output " + info.name() + " is still subscribed to the journal",
          e);
    }
  }
}
