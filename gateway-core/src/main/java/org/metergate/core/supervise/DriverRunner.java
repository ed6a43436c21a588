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
 * Runs the code of one link's driver on the link's thread, lets the watch interrupt it, and
 * replaces the driver. To interrupt it means to close its link and to interrupt its thread; code
 * that ignores both cannot be ended, but its session can be closed to it.
 */
final class DriverRunner {
  /** Nothing that a driver computes takes this long; it calls many times a second. */
  static final Duration STUCK_AFTER = Duration.ofSeconds(30);

  private static final System.Logger LOG = System.getLogger(DriverRunner.class.getName());

  private final LinkSpec link;
  private final DriverWatchdog driverWatchdog;
  private final FloodLimiter floodLimiter;
  private volatile MeterDriver driver;
  private volatile AutoCloseable currentLink;
  private volatile GatewaySession currentSession;
  private volatile Finding interruptReason;
  private volatile boolean replacementRequested;
  private volatile boolean interruptSent;

  /** Code of the driver, with the exceptions that may end it. */
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

  /** Runs code of the driver on the calling thread. */
  void run(AutoCloseable openLink, GatewaySession session, Code code)
      throws LinkException, LinkLostException, InterruptedException {
    currentLink = openLink;
    currentSession = session;
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // only here: threads inherit it, and libraries that are loaded with a link may start threads
    thread.setContextClassLoader(driver.getClass().getClassLoader());
    driverWatchdog.enterDriver();
    try {
      code.run();
    } finally {
      driverWatchdog.leaveDriver();
      thread.setContextClassLoader(before);
      currentLink = null;
    }
  }

  /** Returns a finding if the driver is stuck and has not been interrupted for it yet. */
  Optional<Finding> checkStuck() {
    Duration silent = driverWatchdog.sinceLastCall();
    if (silent.compareTo(STUCK_AFTER) < 0 || interruptReason != null) {
      return Optional.empty();
    }
    return Optional.of(
        SuperviseFindings.DRIVER_STUCK.with(
            "driver", link.driverId(), "seconds", STUCK_AFTER.toSeconds()));
  }

  /** Interrupts the driver's code, as far as the platform can. */
  void interrupt(Finding reason, boolean replace, Thread thread) {
    replacementRequested |= replace;
    interruptReason = reason;
    closeLink();
    interruptSent = true;
    thread.interrupt();
  }

  /**
   * Returns whether an interruption came from here and was late: the closed link had ended the
   * session before it. Such an interruption does not ask the thread to end. Reports each one once.
   */
  boolean wasInterrupted() {
    boolean was = interruptSent;
    interruptSent = false;
    return was;
  }

  /** Closes the link while the driver uses it, which ends every wait for bytes. */
  void closeLink() {
    AutoCloseable now = currentLink;
    if (now != null) {
      try {
        now.close();
      } catch (Exception e) {
        LOG.log(System.Logger.Level.DEBUG, "the link of " + link.driverId() + " stays open", e);
      }
    }
  }

  /** Closes the session to the driver, whatever its code is doing. */
  void abandon() {
    GatewaySession now = currentSession;
    if (now != null) {
      now.end();
    }
  }

  /**
   * Returns why the driver was interrupted, if it was, once for each interruption. In that case the
   * interrupt flag of the calling thread is cleared.
   */
  Optional<Finding> takeInterruptReason() {
    Finding reason = interruptReason;
    if (reason != null) {
      Thread.interrupted();
      interruptReason = null;
    }
    return Optional.ofNullable(reason);
  }

  /** Lets the next session begin with a new driver. */
  void requestReplacement() {
    replacementRequested = true;
  }

  /** Replaces the driver if requested; if no new one can be created, the old one is kept. */
  void replaceIfRequested() {
    if (!replacementRequested) {
      return;
    }
    replacementRequested = false;
    currentSession = null;
    try {
      driver = link.driverFactory().get();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(System.Logger.Level.WARNING, link.driverId() + " cannot be created again", e);
    }
  }
}
