// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.metergate.core.validation.CounterValidators;
import org.metergate.health.MeterChain;
import org.metergate.health.OwnFindings;
import org.metergate.journal.Journal;
import org.metergate.retry.BackOff;
import org.metergate.spi.driver.AdjustableTotals;
import org.metergate.spi.driver.AdjustableTotals.Adjustment;
import org.metergate.spi.driver.EdgeDriver;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionException;

/**
 * Reads one link for as long as the gateway runs: open, session, loss, wait, again. A driver's bug
 * ends its session, never the program.
 */
public final class LinkSupervisor implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LinkSupervisor.class.getName());

  /** So long the first opening of a link may wait for what was kept. */
  private static final Duration FIRST_SLICE = Duration.ofSeconds(2);

  private static final long POLITE_MS = 3000;
  private static final long IMPOLITE_MS = 2000;

  private final LinkSpec link;
  private final Journal journal;
  private final Host host;
  private final List<MeterChain> chains;
  private final PendingReadings pendingReadings;
  private final CounterValidators counters;
  private final UndecodedReplay late;
  private final BackOff backOff;
  private final HistoryQueue desk = new HistoryQueue();
  private final DriverRunner driverRunner;
  private final Thread thread;
  private volatile boolean stopping;
  private long taken;

  /**
   * Prepares; nothing is opened yet.
   *
   * @param link what to read.
   * @param journal takes the readings.
   * @param host the clock of link and driver.
   * @param backOff how long to wait between attempts.
   */
  public LinkSupervisor(LinkSpec link, Journal journal, Host host, BackOff backOff) {
    this(link, journal, host, backOff, new CounterValidators(journal, host));
  }

  /**
   * Prepares; nothing is opened yet.
   *
   * @param link what to read.
   * @param journal takes the readings.
   * @param host the clock of link and driver.
   * @param backOff how long to wait between attempts.
   * @param counters of all meters of this journal.
   */
  public LinkSupervisor(
      LinkSpec link, Journal journal, Host host, BackOff backOff, CounterValidators counters) {
    this.counters = counters;
    this.link = link;
    this.driverRunner = new DriverRunner(link, link.again().get(), host);
    this.journal = journal;
    this.host = host;
    this.chains = List.copyOf(link.chains().values());
    this.pendingReadings = new PendingReadings(journal::append);
    this.late = new UndecodedReplay(journal, counters, error -> tell(bug(error)));
    this.backOff = backOff;
    this.thread = new Thread(this::run, "link-" + String.join("+", link.chains().keySet()));
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
   * @param wish for a meter of this link.
   * @return whether the driver can ask such a logger; else nothing happens.
   */
  public boolean ask(HistoryJob wish) {
    boolean can = driver().historySteps(wish.meter()).contains(wish.step());
    if (can) {
      desk.put(wish);
    }
    return can;
  }

  /**
   * Sets a total that the driver counts by itself; also where the link was never started.
   *
   * @param meter of this link.
   * @param quantity which total; may be left out where there is one.
   * @param display what the meter's display shows.
   * @return what was changed, or nothing where the driver counts nothing by itself.
   * @throws OptionException with a sentence, where the quantity is not counted.
   */
  public Optional<Adjustment> adjust(String meter, Optional<String> quantity, BigDecimal display)
      throws OptionException {
    if (driver() instanceof AdjustableTotals totals) {
      GatewaySession session =
          new GatewaySession(host, journal, pendingReadings, counters, link.chains(), desk);
      Adjustment done = totals.adjust(meter, quantity, display, session);
      counters.forget(meter);
      return Optional.of(done);
    }
    return Optional.empty();
  }

  /**
   * Forgets a wish that the driver has not taken yet.
   *
   * @param wish nobody waits for it any more.
   */
  public void withdraw(HistoryJob wish) {
    desk.withdraw(wish);
  }

  /** Asks it to stop reading and does not wait. */
  public void stop() {
    stopping = true;
    thread.interrupt();
  }

  /** Stops reading and waits, at most five seconds, until the link is closed. */
  @Override
  public void close() {
    stop();
    try {
      thread.join(POLITE_MS);
      driverRunner.closeLink();
      thread.join(IMPOLITE_MS);
      if (thread.isAlive()) {
        driverRunner.giveUp();
        LOG.log(
            System.Logger.Level.WARNING,
            "the driver {0} does not stop; it is heard no more, but its thread goes on",
            link.driverId());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks whether the driver has lost itself in its own code, and takes it out then. */
  void look() {
    driverRunner.lost().ifPresent(finding -> takeOut(finding, false));
  }

  /** Whether the driver was dropped in as a jar. */
  boolean isDroppedIn() {
    return driver().getClass().getClassLoader() != LinkSupervisor.class.getClassLoader();
  }

  /** How much memory its thread has taken since this was last asked, given back or not. */
  long takenSinceLastLook() {
    long before = taken;
    taken = ThreadMemory.takenBy(thread);
    return taken - before;
  }

  /** Ends the driver's session and makes a new driver, since memory runs out. */
  void startAnew() {
    takeOut(SuperviseFindings.DRIVER_MEMORY.with("driver", link.driverId()), true);
  }

  private void takeOut(Finding why, boolean makeAnew) {
    tell(why);
    driverRunner.takeOut(why, makeAnew, thread);
  }

  /** Reads until interrupted or the link says that it is at its end; tests call it directly. */
  void run() {
    try {
      prepareLate();
      while (!stopping && !Thread.currentThread().isInterrupted()) {
        try {
          driverRunner.makeAnew();
          readLate();
          Finding loss = oneSession();
          if (loss.code().equals(LinkFindings.END_OF_INPUT)) {
            return; // a recording is played once: reading it again would double its readings
          }
          host.pause(backOff.next());
        } catch (OutOfMemoryError e) {
          driverRunner.wantAnew(); // whoever took the memory: this link must be read on
        } catch (InterruptedException e) {
          if (stopping || !driverRunner.wasInterrupted()) {
            throw e;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      pendingReadings.retry();
      desk.fail(LinkFindings.LINK_LOST.with("port", link.uri()));
    }
  }

  /** Asks the driver for what reads kept frames; what goes wrong there costs no live reading. */
  private void prepareLate() {
    GatewaySession session =
        new GatewaySession(host, journal, pendingReadings, counters, link.chains(), desk);
    for (MeterChain chain : chains) {
      try {
        late.add(chain, driver().keptReader(chain.meter(), session));
      } catch (RuntimeException | LinkageError e) {
        tell(bug(e));
      }
    }
  }

  /** Reads kept frames for a moment; the rest follows while the open link has nothing to say. */
  private void readLate() {
    long begin = host.nanos();
    boolean more = true;
    while (more && host.nanos() - begin < FIRST_SLICE.toNanos()) {
      more = late.step();
    }
  }

  /** Opens the link, lets the driver read it and says how that ended. */
  private Finding oneSession() throws InterruptedException {
    Finding loss;
    GatewaySession session =
        new GatewaySession(host, journal, pendingReadings, counters, link.chains(), desk);
    try {
      if (driver() instanceof EdgeDriver counting) {
        readEdges(counting, session);
      } else {
        readBytes(session);
      }
      loss = LinkFindings.LINK_LOST.with("port", link.uri());
    } catch (LinkException e) {
      loss = e.finding();
    } catch (LinkLostException e) {
      loss = e.finding();
    } catch (FloodLimiter.FloodException e) {
      loss = SuperviseFindings.DRIVER_FLOODS.with("driver", link.driverId());
    } catch (OutOfMemoryError e) {
      driverRunner.wantAnew();
      loss = SuperviseFindings.DRIVER_MEMORY.with("driver", link.driverId());
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      loss = bug(e);
    } catch (InterruptedException e) {
      loss = driverRunner.rescued().orElseThrow(() -> e);
    }
    loss = driverRunner.rescued().orElse(loss);
    if (session.sawGoodFrame() && !SuperviseFindings.OF_DRIVERS.contains(loss.code())) {
      backOff.reset();
    }
    tell(loss);
    desk.fail(loss);
    return loss;
  }

  private void readBytes(GatewaySession session)
      throws LinkException, LinkLostException, InterruptedException {
    MeterDriver driver = driver();
    try (ByteLink open = link.provider().open(link.uri(), driver.settings(), host)) {
      chains.forEach(chain -> chain.passed(Stage.PORT, 1));
      ByteLink watched =
          new DriverByteLink(
              open,
              new SilenceWatch(chains, driver.normalSilence(), host),
              driverRunner.driverWatchdog(),
              new RawTap(link.raw()),
              late::step);
      GuardedSession guarded = guarded(session);
      driverRunner.run(open, guarded, () -> driver.session(watched, guarded));
    }
  }

  private void readEdges(EdgeDriver driver, GatewaySession session)
      throws LinkException, LinkLostException, InterruptedException {
    try (EdgeLink open = link.provider().openEdges(link.uri(), host)) {
      chains.forEach(chain -> chain.passed(Stage.PORT, 1));
      EdgeLink watched =
          new DriverEdgeLink(
              open,
              new SilenceWatch(chains, driver.normalSilence(), host),
              driverRunner.driverWatchdog());
      GuardedSession guarded = guarded(session);
      driverRunner.run(open, guarded, () -> driver.session(watched, guarded));
    }
  }

  private GuardedSession guarded(GatewaySession session) {
    return new GuardedSession(
        session, driverRunner.driverWatchdog(), driverRunner.floodLimiter(), this::named);
  }

  private Finding named(Finding finding) {
    return isDroppedIn() ? OwnFindings.of(link.driverId(), finding) : finding;
  }

  private void tell(Finding finding) {
    chains.forEach(chain -> chain.find(finding));
  }

  /** Names the error by its kind and place: its message might hold what must not be logged. */
  private Finding bug(Throwable error) {
    StackTraceElement[] trace = error.getStackTrace();
    String place = trace.length == 0 ? "an unknown place" : trace[0].toString();
    LOG.log(
        System.Logger.Level.DEBUG,
        () -> link.driverId() + ": " + error.getClass().getName() + " " + List.of(trace));
    return SuperviseFindings.DRIVER_BUG.with(
        "driver", link.driverId(), "error", error.getClass().getSimpleName() + " in " + place);
  }
}
