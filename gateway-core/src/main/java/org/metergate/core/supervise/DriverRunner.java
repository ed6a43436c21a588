// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import java.util.Optional;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * Has one link's driver in custody: runs its code on the link's thread, lets the watch take it out,
 * and makes it anew. Taking out means to close its link and to interrupt its thread; code that
 * cares for neither cannot be ended, but it is heard no more.
 */
final class DriverRunner {
  /** Nothing that a driver computes takes so long; it calls many times a second. */
  static final Duration MOST_AWAY = Duration.ofSeconds(30);

  private static final System.Logger LOG = System.getLogger(DriverRunner.class.getName());

  private final LinkSpec link;
  private final DriverWatchdog driverWatchdog;
  private final FloodLimiter floodLimiter;
  private volatile MeterDriver driver;
  private volatile AutoCloseable open;
  private volatile GuardedSession session;
  private volatile Finding rescue;
  private volatile boolean anew;
  private volatile boolean interrupted;

  /** What the driver's code may end with. */
  @FunctionalInterface
  interface Code {
    void run() throws LinkException, LinkLostException, InterruptedException;
  }

  DriverRunner(LinkSpec link, MeterDriver driver, TimeSource time) {
    this.link = link;
    this.driver = driver;
    this.driverWatchdog = new DriverWatchdog(time);
    this.floodLimiter = new FloodLimiter(time);
  }

  MeterDriver driver() {
    return driver;
  }

  DriverWatchdog driverWatchdog() {
    return driverWatchdog;
  }

  FloodLimiter floodLimiter() {
    return floodLimiter;
  }

  /** Runs code of the driver's. */
  void run(AutoCloseable itsLink, GuardedSession itsSession, Code code)
      throws LinkException, LinkLostException, InterruptedException {
    open = itsLink;
    session = itsSession;
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // only here: threads inherit it, and libraries that are loaded with a link may start some
    thread.setContextClassLoader(driver.getClass().getClassLoader());
    driverWatchdog.leave();
    try {
      code.run();
    } finally {
      driverWatchdog.enter();
      thread.setContextClassLoader(before);
      open = null;
    }
  }

  /** Looks whether the driver has lost itself; says so once. */
  Optional<Finding> lost() {
    Duration away = driverWatchdog.away();
    if (away.compareTo(MOST_AWAY) < 0 || rescue != null) {
      return Optional.empty();
    }
    return Optional.of(
        SuperviseFindings.DRIVER_STUCK.with(
            "driver", link.driverId(), "seconds", MOST_AWAY.toSeconds()));
  }

  /** Takes the driver out of its code, as far as the platform can. */
  void takeOut(Finding why, boolean makeAnew, Thread thread) {
    anew |= makeAnew;
    rescue = why;
    closeLink();
    interrupted = true;
    thread.interrupt();
  }

  /**
   * Whether an interruption came from here and was late: the closed link had ended the session
   * before it. It does not ask the thread to end. Once for each time.
   */
  boolean wasInterrupted() {
    boolean was = interrupted;
    interrupted = false;
    return was;
  }

  /** Its link is closed under it, which ends every wait for bytes. */
  void closeLink() {
    AutoCloseable now = open;
    if (now != null) {
      try {
        now.close();
      } catch (Exception e) {
        LOG.log(System.Logger.Level.DEBUG, "the link of " + link.driverId() + " stays open", e);
      }
    }
  }

  /** Hears it no more, wherever it is. */
  void giveUp() {
    GuardedSession now = session;
    if (now != null) {
      now.end();
    }
  }

  /** Why it was taken out, if it was; once for each time. The interruption is used up with it. */
  Optional<Finding> rescued() {
    Finding why = rescue;
    if (why != null) {
      Thread.interrupted();
      rescue = null;
    }
    return Optional.ofNullable(why);
  }

  /** The next session begins with a new driver. */
  void wantAnew() {
    anew = true;
  }

  /** Replaces the driver where that is wanted; where none can be made, the old one goes on. */
  void makeAnew() {
    if (!anew) {
      return;
    }
    anew = false;
    session = null;
    try {
      driver = link.again().get();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(System.Logger.Level.WARNING, link.driverId() + " cannot be made anew", e);
    }
  }
}
