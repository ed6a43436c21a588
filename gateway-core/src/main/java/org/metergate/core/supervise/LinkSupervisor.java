// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import java.util.List;
import org.metergate.core.health.MeterChain;
import org.metergate.core.journal.Journal;
import org.metergate.core.retry.BackOff;
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

/**
 * Reads one link for as long as the gateway runs: open, session, loss, wait, again. A driver's bug
 * ends its session, never the program.
 */
public final class LinkSupervisor implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LinkSupervisor.class.getName());

  /** So long the first opening of a link may wait for what was kept. */
  private static final Duration FIRST_SLICE = Duration.ofSeconds(2);

  private final SupervisedLink link;
  private final Journal journal;
  private final Host host;
  private final List<MeterChain> chains;
  private final Storage storage;
  private final CounterGates counters;
  private final LateReading late;
  private final BackOff backOff;
  private final HistoryDesk desk = new HistoryDesk();
  private final Thread thread;

  /**
   * Prepares; nothing is opened yet.
   *
   * @param link what to read.
   * @param journal takes the readings.
   * @param host the clock of link and driver.
   * @param backOff how long to wait between attempts.
   */
  public LinkSupervisor(SupervisedLink link, Journal journal, Host host, BackOff backOff) {
    this(link, journal, host, backOff, new CounterGates(journal, host));
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
      SupervisedLink link, Journal journal, Host host, BackOff backOff, CounterGates counters) {
    this.counters = counters;
    this.link = link;
    this.journal = journal;
    this.host = host;
    this.chains = List.copyOf(link.chains().values());
    this.storage = new Storage(journal::append);
    this.late = new LateReading(journal, counters, error -> tell(bug(error)));
    this.backOff = backOff;
    this.thread = new Thread(this::run, "link-" + String.join("+", link.chains().keySet()));
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
  public boolean ask(HistoryWish wish) {
    boolean can = link.driver().historySteps(wish.meter()).contains(wish.step());
    if (can) {
      desk.put(wish);
    }
    return can;
  }

  /**
   * Forgets a wish that the driver has not taken yet.
   *
   * @param wish nobody waits for it any more.
   */
  public void withdraw(HistoryWish wish) {
    desk.withdraw(wish);
  }

  /** Asks it to stop reading and does not wait. */
  public void stop() {
    thread.interrupt();
  }

  /** Stops reading and waits, at most five seconds, until the link is closed. */
  @Override
  public void close() {
    stop();
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads until interrupted or the link says that it is at its end; tests call it directly. */
  void run() {
    try {
      prepareLate();
      while (!Thread.currentThread().isInterrupted()) {
        readLate();
        Finding loss = oneSession();
        if (loss.code().equals(LinkFindings.END_OF_INPUT)) {
          return; // a recording is played once: reading it again would double its readings
        }
        host.pause(backOff.next());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      storage.retry();
      desk.fail(LinkFindings.LINK_LOST.with("port", link.uri()));
    }
  }

  /** Asks the driver for what reads kept frames; what goes wrong there costs no live reading. */
  private void prepareLate() {
    GatewaySession session =
        new GatewaySession(host, journal, storage, counters, link.chains(), desk);
    for (MeterChain chain : chains) {
      try {
        late.add(chain, link.driver().keptReader(chain.meter(), session));
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
        new GatewaySession(host, journal, storage, counters, link.chains(), desk);
    try {
      if (link.driver() instanceof EdgeDriver counting) {
        readEdges(counting, session);
      } else {
        readBytes(session);
      }
      loss = LinkFindings.LINK_LOST.with("port", link.uri());
    } catch (LinkException e) {
      loss = e.finding();
    } catch (LinkLostException e) {
      loss = e.finding();
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      loss = bug(e);
    }
    if (session.sawGoodFrame()) {
      backOff.reset();
    }
    tell(loss);
    desk.fail(loss);
    return loss;
  }

  private void readBytes(GatewaySession session)
      throws LinkException, LinkLostException, InterruptedException {
    MeterDriver driver = link.driver();
    try (ByteLink open = link.provider().open(link.uri(), driver.settings(), host)) {
      chains.forEach(chain -> chain.passed(Stage.PORT, 1));
      driver.session(
          new CountedLink(open, chains, driver.normalSilence(), host, late::step), session);
    }
  }

  private void readEdges(EdgeDriver driver, GatewaySession session)
      throws LinkException, LinkLostException, InterruptedException {
    try (EdgeLink open = link.provider().openEdges(link.uri(), host)) {
      chains.forEach(chain -> chain.passed(Stage.PORT, 1));
      driver.session(new CountedEdges(open, chains, driver.normalSilence(), host), session);
    }
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
