// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.metergate.core.plugin.DamagedJar;
import org.metergate.core.service.Answering;
import org.metergate.core.validation.CounterValidators;
import org.metergate.health.MeterChain;
import org.metergate.health.OwnFindings;
import org.metergate.journal.Journal;
import org.metergate.journal.States;
import org.metergate.retry.BackOff;
import org.metergate.spi.driver.AdjustableTotals.Adjustment;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionException;

/**
 * Reads one link for as long as the gateway runs: open, session, loss, wait, and again. A bug of a
 * driver ends its session, never the program.
 */
public final class LinkSupervisor implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LinkSupervisor.class.getName());

  /** How long the first opening of a link may wait for the replay of kept frames. */
  private static final Duration FIRST_REPLAY = Duration.ofSeconds(2);

  /** How long an interrupted thread may take to end before its link is closed. */
  private static final long STOP_MS = 3000;

  /** How long the thread may then take before it is left behind. */
  private static final long CLOSE_MS = 2000;

  private final LinkSpec link;
  private final States states;
  private final Host host;
  private final List<MeterChain> chains;
  private final PendingReadings pendingReadings;
  private final GatewaySession.Shared shared;
  private final UndecodedReplay undecodedReplay;
  private final DriverTotals driverTotals;
  private final LinkReader linkReader;
  private final BackOff backOff;
  private final HistoryQueue historyQueue = new HistoryQueue();
  private final IdleLosses idleLosses;
  private final DriverRunner driverRunner;
  private final Thread thread;
  private final LinkAnswering answering;

  private volatile boolean stopping;
  private volatile boolean done;
  private long lastAllocated;

  /**
   * Prepares; nothing is opened yet.
   *
   * @param link what to read.
   * @param journal takes the readings.
   * @param host the clock of link and driver.
   * @param backOff how long to wait between attempts.
   */
  public LinkSupervisor(LinkSpec link, Journal journal, Host host, BackOff backOff) {
    this(
        link,
        journal,
        host,
        backOff,
        new CounterValidators(journal, host),
        WaitingMemory.ofProgram());
  }

  /**
   * Prepares; nothing is opened yet.
   *
   * @param link what to read.
   * @param journal takes the readings.
   * @param host the clock of link and driver.
   * @param backOff how long to wait between attempts.
   * @param counters of all meters of this journal.
   * @param memory for readings and frames that wait for the journal, of all links.
   */
  public LinkSupervisor(
      LinkSpec link,
      Journal journal,
      Host host,
      BackOff backOff,
      CounterValidators counters,
      WaitingMemory memory) {
    this.link = link;
    this.driverRunner = new DriverRunner(link, link.driverFactory().get(), host);
    this.states = journal.states();
    this.host = host;
    this.chains = List.copyOf(link.chains().values());
    this.pendingReadings = new PendingReadings(journal.readings()::append, memory);
    this.shared =
        new GatewaySession.Shared(
            host,
            journal.readings(),
            journal.undecoded(),
            journal.states(),
            pendingReadings,
            counters,
            link.chains(),
            new DistinctTimes(),
            this::qualified);
    this.undecodedReplay =
        new UndecodedReplay(
            journal.readings(), journal.undecoded(), counters, error -> report(driverBug(error)));
    this.driverTotals = new DriverTotals(driverRunner::driver, shared, counters, host);
    this.linkReader = new LinkReader(link, host, driverRunner, this::idle);
    this.backOff = backOff;
    this.idleLosses = new IdleLosses(host, historyQueue);
    this.thread = new Thread(this::run, "link-" + String.join("+", link.chains().keySet()));
    this.answering =
        new LinkAnswering(
            link.chains().keySet(), driverRunner.driverWatchdog(), thread, () -> done || stopping);
  }

  private MeterDriver driver() {
    return driverRunner.driver();
  }

  /** Starts reading on a thread of its own. */
  public void start() {
    thread.start();
  }

  /**
   * Lets the driver ask a meter's logger between two readings.
   *
   * @param job a request for a meter of this link.
   * @return whether the driver can ask such a logger; otherwise nothing happens.
   */
  public boolean requestHistory(HistoryJob job) {
    boolean supported = driver().historySteps(job.meter()).contains(job.step());
    if (supported) {
      historyQueue.put(job);
    }
    return supported;
  }

  /**
   * Sets a total that the driver counts by itself; also works if the link was never started.
   *
   * @param meter of this link.
   * @param quantity which total; may be left out if there is only one.
   * @param display what the meter's display shows.
   * @return what was changed, or nothing if the driver counts nothing by itself.
   * @throws OptionException with a sentence, if the quantity is not counted.
   */
  public Optional<Adjustment> adjust(String meter, Optional<String> quantity, BigDecimal display)
      throws OptionException {
    return driverTotals.set(meter, quantity, display);
  }

  /**
   * Ends a request: the driver does not take it, or stops to ask the meter for its records.
   *
   * @param job a request whose caller has stopped waiting.
   */
  public void withdraw(HistoryJob job) {
    historyQueue.withdraw(job);
  }

  /** Asks the thread to stop reading and does not wait. */
  public void stop() {
    stopping = true;
    thread.interrupt();
  }

  /** Stops reading and waits, at most five seconds, until the link is closed. */
  @Override
  public void close() {
    stop();
    try {
      thread.join(STOP_MS);
      driverRunner.closeLink();
      thread.join(CLOSE_MS);
      if (thread.isAlive()) {
        driverRunner.abandon();
        LOG.log(
            System.Logger.Level.WARNING,
            "the driver {0} does not stop; its calls are ignored, but its thread goes on",
            link.driverId());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Returns the thread of the link, which must answer for as long as it runs.
   *
   * @return always the same.
   */
  public Answering answering() {
    return answering;
  }

  /** Checks whether the driver is stuck in its own code, and interrupts it if so. */
  void checkDriver() {
    driverRunner.checkStuck().ifPresent(finding -> interruptDriver(finding, false));
  }

  /** Returns whether the driver was dropped in as a jar. */
  boolean isDroppedIn() {
    return driver().getClass().getClassLoader() != LinkSupervisor.class.getClassLoader();
  }

  /** Returns the bytes that the thread has allocated since the last call, freed or not. */
  long allocatedSinceLastCheck() {
    long before = lastAllocated;
    lastAllocated = ThreadMemory.allocatedBy(thread);
    return lastAllocated - before;
  }

  /** Ends the driver's session and creates a new driver, since memory runs out. */
  void replaceDriver() {
    interruptDriver(SuperviseFindings.DRIVER_MEMORY.with("driver", link.driverId()), true);
  }

  private void interruptDriver(Finding reason, boolean replace) {
    report(reason);
    driverRunner.interrupt(reason, replace, thread);
  }

  /** Reads until interrupted or until the link reports its end; tests call it directly. */
  void run() {
    try {
      prepareReplay();
      while (!stopping && !Thread.currentThread().isInterrupted()) {
        try {
          answering.answer();
          driverRunner.replaceIfRequested();
          replayUndecoded();
          SessionEnd end = runSession();
          if (end.reason().code().equals(LinkFindings.END_OF_INPUT)) {
            done = true;
            return; // a recording is played once: reading it again would double its readings
          }
          if (end.unneeded().isPresent()) {
            idleLosses.rest(end.unneeded().get(), answering::answer);
          } else {
            idleLosses.otherLoss();
            Duration wait = backOff.next();
            answering.waitsFor(wait);
            host.pause(wait);
          }
        } catch (OutOfMemoryError e) {
          driverRunner.requestReplacement(); // whatever took the memory, this link is read on
        } catch (InterruptedException e) {
          if (stopping || !driverRunner.wasInterrupted()) {
            throw e;
          }
          driverRunner.takeInterruptReason(); // reported; a later loss has another reason
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      pendingReadings.retry();
      historyQueue.end(LinkFindings.LINK_LOST.with("port", link.uri()));
    }
  }

  /** Asks the driver for its readers of kept frames; an error there costs no live reading. */
  private void prepareReplay() {
    for (MeterChain chain : chains) {
      answering.answer();
      LateSession late = new LateSession(chain.meter(), states, host);
      try {
        undecodedReplay.add(chain, late, driver().keptReader(late));
      } catch (RuntimeException | LinkageError e) {
        report(driverBug(e));
      }
    }
  }

  /** Replays kept frames for a moment; the rest follows while the open link is idle. */
  private void replayUndecoded() {
    long begin = host.nanos();
    boolean more = true;
    while (more && host.nanos() - begin < FIRST_REPLAY.toNanos()) {
      answering.answer();
      more = undecodedReplay.step();
    }
  }

  /** Does what can be done between two readings, while the line is idle. */
  private void idle() {
    pendingReadings.retry();
    undecodedReplay.step();
  }

  /**
   * How a session ended.
   *
   * @param reason why.
   * @param unneeded the time until the link is needed, where nothing was outstanding on it.
   */
  private record SessionEnd(Finding reason, Optional<Duration> unneeded) {}

  /** Opens the link, lets the driver read it and returns how that ended. */
  private SessionEnd runSession() throws InterruptedException {
    Finding loss;
    Optional<Duration> unneeded = Optional.empty();
    GatewaySession session =
        new GatewaySession(
            shared,
            new SessionGate(driverRunner.driverWatchdog(), driverRunner.floodLimiter()),
            historyQueue);
    try {
      linkReader.read(session);
      loss = LinkFindings.LINK_LOST.with("port", link.uri());
    } catch (LinkException e) {
      loss = e.finding();
    } catch (LinkLostException e) {
      loss = e.finding();
      unneeded = e.unneededFor().filter(time -> LinkFindings.LINK_LOST.equals(e.finding().code()));
    } catch (FloodLimiter.FloodException e) {
      loss = SuperviseFindings.DRIVER_FLOODS.with("driver", link.driverId());
    } catch (OutOfMemoryError e) {
      driverRunner.requestReplacement();
      loss = SuperviseFindings.DRIVER_MEMORY.with("driver", link.driverId());
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      loss = driverBug(e);
    } catch (InterruptedException e) {
      loss = driverRunner.takeInterruptReason().orElseThrow(() -> e);
    }
    Optional<Finding> interrupted = driverRunner.takeInterruptReason();
    if (unneeded.isPresent() && interrupted.isEmpty()) {
      backOff.reset();
      return new SessionEnd(loss, unneeded);
    }
    loss = interrupted.orElse(loss);
    if (session.sawGoodFrame() && !SuperviseFindings.OF_DRIVERS.contains(loss.code())) {
      backOff.reset();
    }
    report(loss);
    historyQueue.fail(loss);
    return new SessionEnd(loss, Optional.empty());
  }

  private Finding qualified(Finding finding) {
    return isDroppedIn() ? OwnFindings.of(link.driverId(), finding) : finding;
  }

  private void report(Finding finding) {
    chains.forEach(chain -> chain.find(finding));
  }

  /** Names the error by its type and place: its message might hold what must not be logged. */
  private Finding driverBug(Throwable error) {
    StackTraceElement[] trace = error.getStackTrace();
    String place = trace.length == 0 ? "an unknown place" : trace[0].toString();
    LOG.log(
        System.Logger.Level.DEBUG,
        () -> link.driverId() + ": " + error.getClass().getName() + " " + List.of(trace));
    FindingCode code =
        DamagedJar.explains(error)
            ? SuperviseFindings.DRIVER_DAMAGED
            : SuperviseFindings.DRIVER_BUG;
    return code.with(
        "driver", link.driverId(), "error", error.getClass().getSimpleName() + " in " + place);
  }
}
